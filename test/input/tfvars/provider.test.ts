import { expect, test } from 'vitest';
import { clustersOf, openNames, readJson } from './reading.ts';

const ranges = { subnet_cidr: '10.0.0.0/24', pod_cidr: '10.4.0.0/16', service_cidr: '10.8.0.0/20' };

test.each<readonly [string, object]>([
  ['a region of AWS', { region: 'us-east-1' }],
  ['a zone of AWS', { availability_zone: 'eu-west-1a', aws_profile: 'x' }],
  ['a region of Azure', { location: 'westeurope' }],
  ['words of Azure', { resource_group_name: 'rg' }],
  ['words of AKS', { aks_cluster_name: 'a' }],
  ['words of EKS', { eks_version: '1.30' }],
  ['words of Oracle', { compartment_ocid: 'ocid1.x' }],
  ['a region of Alibaba', { region: 'cn-hangzhou' }],
])('%s: names alone are not trusted', (_, variables) => {
  const result = readJson({ ...variables, ...ranges });
  expect(result.networks).toEqual([]);
  expect(result.problems).toEqual([]);
  expect(openNames(result)).toEqual(['subnet_cidr', 'pod_cidr', 'service_cidr']);
  expect(result.notChecked[0]?.reason).toMatch(/another cloud/);
});

test.each<readonly [string, object]>([
  ['nothing of any cloud', {}],
  ['a region of Google', { region: 'us-east1' }],
  ['a region of Google beside words of AWS', { aws_account: 'x', region: 'europe-north1' }],
  ['words of Google beside words of Azure', { azure_tenant: 'x', gke_version: '1.33' }],
  ['words of Google beside a region of AWS', { region: 'us-east-1', gcp_project: 'p' }],
])('%s: names are trusted', (_, variables) => {
  expect(clustersOf(readJson({ ...variables, ...ranges }))).toHaveLength(1);
});

test('host bits in a file of another cloud are none of our business', () => {
  expect(readJson({ region: 'us-east-1', pod_cidr: '10.4.0.1/16' }).problems).toEqual([]);
});

test('whoever maps a name says that the ranges are of GKE', () => {
  const result = readJson({ region: 'us-east-1', ...ranges }, { nodes: 'subnet_cidr' });
  expect(clustersOf(result)).toHaveLength(1);
});
