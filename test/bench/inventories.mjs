/** Ranges as the files that teams have: what gcloud prints, asset exports, lists and tables. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { addressText, cidrText, listed, networkOf, rangesOf } from './ranges.mjs';

const regions = ['europe-west1', 'europe-west4', 'us-central1', 'us-east4', 'asia-southeast1'];
const api = 'https://www.googleapis.com/compute/v1';
const secondaryNames = ['pods', 'services', 'more', 'most'];

/** As `gcloud compute networks subnets list --format json` prints them: keys sorted, two spaces. */
export function* subnetsJson(ranges) {
  let before = '[\n  ';
  for (const subnet of listed(ranges)) {
    yield before + JSON.stringify(subnetOf(ranges, subnet), null, 2).replaceAll('\n', '\n  ');
    before = ',\n  ';
  }
  yield '\n]\n';
}

/** An export of Cloud Asset Inventory, one asset a line. */
export function* assetLines(ranges) {
  for (const subnet of listed(ranges)) yield `${JSON.stringify(assetOf(ranges, subnet))}\n`;
}

/** The same assets as one array. */
export function* assetArray(ranges) {
  let before = '[\n';
  for (const subnet of listed(ranges)) {
    yield before + JSON.stringify(assetOf(ranges, subnet));
    before = ',\n';
  }
  yield '\n]\n';
}

/** Lines `cidr name`. */
export function* rangeList(ranges) {
  for (const { cidr, name } of namedRanges(ranges)) yield `${cidr} ${name}\n`;
}

/** As NetBox exports its prefixes. */
export function* rangeTable(ranges) {
  yield 'id,prefix,status,role,vrf,description\n';
  let id = 0;
  for (const { cidr, name } of namedRanges(ranges)) {
    id += 1;
    yield `${id},${cidr},active,,,${name}\n`;
  }
}

/** Writes pieces of text in large blocks, so that a file may be larger than a string. */
export function writePieces(file, pieces) {
  const handle = openSync(file, 'w');
  let block = '';
  for (const piece of pieces) {
    block += piece;
    if (block.length < 1 << 20) continue;
    writeSync(handle, block);
    block = '';
  }
  writeSync(handle, block);
  closeSync(handle);
}

function* namedRanges(ranges) {
  for (const subnet of listed(ranges)) {
    for (const [index, range] of rangesOf(ranges, subnet).entries()) {
      yield { cidr: cidrText(ranges, range), name: rangeName(subnet, index) };
    }
  }
}

const digits = (number, width) => String(number).padStart(width, '0');
const subnetName = (subnet) => `subnet-${digits(subnet, 7)}`;

function rangeName(subnet, index) {
  return index === 0 ? subnetName(subnet) : `${subnetName(subnet)}-${secondaryNames[index - 1]}`;
}

function placeOf(ranges, subnet) {
  const network = digits(networkOf(ranges, subnet), 3);
  const region = regions[subnet % regions.length];
  return { project: `projects/host-project-${network}`, network: `vpc-${network}`, region };
}

function subnetOf(ranges, subnet) {
  const { project, network, region } = placeOf(ranges, subnet);
  const [primary, ...secondary] = rangesOf(ranges, subnet);
  const second = digits(subnet % 60, 2);
  return {
    creationTimestamp: `2026-03-07T02:11:${second}.417-08:00`,
    fingerprint: `${digits(subnet, 10)}w=`,
    gatewayAddress: addressText(ranges.starts[primary] + 1),
    id: `48${digits(subnet, 17)}`,
    ipCidrRange: cidrText(ranges, primary),
    kind: 'compute#subnetwork',
    name: subnetName(subnet),
    network: `${api}/${project}/global/networks/${network}`,
    privateIpGoogleAccess: true,
    privateIpv6GoogleAccess: 'DISABLE_GOOGLE_ACCESS',
    purpose: 'PRIVATE',
    region: `${api}/${project}/regions/${region}`,
    secondaryIpRanges: secondary.map((range, index) => ({
      ipCidrRange: cidrText(ranges, range),
      rangeName: rangeName(subnet, index + 1),
    })),
    selfLink: `${api}/${project}/regions/${region}/subnetworks/${subnetName(subnet)}`,
    stackType: 'IPV4_ONLY',
  };
}

/** https://cloud.google.com/asset-inventory/docs/reference/rest/v1/Asset, as an export writes it. */
function assetOf(ranges, subnet) {
  const { project, region } = placeOf(ranges, subnet);
  const path = `${project}/regions/${region}/subnetworks/${subnetName(subnet)}`;
  return {
    name: `//compute.googleapis.com/${path}`,
    asset_type: 'compute.googleapis.com/Subnetwork',
    resource: {
      version: 'v1',
      discovery_document_uri: 'https://www.googleapis.com/discovery/v1/apis/compute/v1/rest',
      discovery_name: 'Subnetwork',
      parent: `//cloudresourcemanager.googleapis.com/${project}`,
      data: subnetOf(ranges, subnet),
      location: region,
    },
    ancestors: [project, 'organizations/100000000001'],
    update_time: '2026-10-31T08:00:00Z',
  };
}
