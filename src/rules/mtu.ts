import { placeOf, type Network } from '../gke/cluster.ts';
import type { Landscape } from '../gke/landscape.ts';
import { limitOf } from '../gke/limits.ts';
import { podMtuOf } from '../gke/mtu.ts';
import { at, clustersOf } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

function fixedAboveNetwork(landscape: Landscape): Observation[] {
  return clustersOf(landscape).flatMap(({ cluster }) => {
    const { spec, dataPlane, version, vpcMtu } = cluster;
    const { podMtu, inherited } = podMtuOf(cluster);
    if (inherited || podMtu <= vpcMtu) return [];
    return [
      {
        message: `Pods of cluster ${spec.name} send packets of up to ${podMtu} bytes (${dataPlane}, GKE ${version.text}), and the network carries ${vpcMtu}`,
        fix: 'raise the MTU of the network to 1460 or more, or use a data plane that inherits it (dataplane-v2)',
        ...at(placeOf(spec, 'cni')),
        facts: { cluster: spec.name, cni: dataPlane, podMtu, vpcMtu },
        clusters: [cluster],
      },
    ];
  });
}

const mtuOf = ({ mtu }: Network) => mtu ?? limitOf('vpc-mtu-default').value;

function connectedNetworks({ networks }: Landscape): Observation[] {
  const described = networks.filter(({ network }) => network.undescribed !== true);
  return described.flatMap(({ network, connected }, index) =>
    connected
      .filter((other) => described.findIndex((view) => view.network === other) > index)
      .filter((other) => mtuOf(other) !== mtuOf(network))
      .map((other) => ({
        message: `the connected networks ${network.name} and ${other.name} have MTUs of ${mtuOf(network)} and ${mtuOf(other)} bytes`,
        fix: 'give connected networks one MTU',
        ...at(placeOf(network, 'mtu')),
        related: [{ message: `the MTU of ${other.name}`, ...at(placeOf(other, 'mtu')) }],
        facts: {
          first: network.name,
          firstMtu: mtuOf(network),
          second: other.name,
          secondMtu: mtuOf(other),
        },
        networks: [network, other],
      })),
  );
}

export const mtuMismatch: Rule = {
  id: 'mtu-mismatch',
  severity: 'warning',
  title: 'Packets that are larger than a network on their way carries',
  why: 'Calico, and the Google CNI before 1.26.1, fix the MTU of Pods at 1460 whatever the network has; on a smaller network their packets are dropped or fragmented. The same happens between connected networks of different MTU.',
  fix: 'Give all connected networks one MTU, not below that of the Pods.',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/concepts/network-overview',
  check: (landscape) => [...fixedAboveNetwork(landscape), ...connectedNetworks(landscape)],
};

export const vpcMtu: Rule = {
  id: 'vpc-mtu',
  severity: 'error',
  title: 'An MTU that VPC refuses',
  why: 'VPC networks carry packets of 1300 to 8896 bytes.',
  fix: 'Set an MTU from 1300 to 8896; usual are 1460, 1500 and 8896.',
  docs: 'https://cloud.google.com/vpc/docs/mtu',
  check: ({ networks }) =>
    networks.flatMap(({ network }) => {
      const minimum = limitOf('vpc-mtu-minimum').value;
      const maximum = limitOf('vpc-mtu-maximum').value;
      const { mtu } = network;
      if (mtu === undefined || (mtu >= minimum && mtu <= maximum)) return [];
      return [
        {
          message: `the MTU of network ${network.name} is ${mtu} bytes: VPC accepts ${minimum} to ${maximum}`,
          ...at(placeOf(network, 'mtu')),
          facts: { network: network.name, mtu, minimum, maximum },
          networks: [network],
        },
      ];
    }),
};
