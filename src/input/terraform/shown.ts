/** `terraform show -json` of a plan or of a state. */
import type { ParsedDocument } from '../document.ts';
import { readGoogleResources } from '../google/read.ts';
import { isData } from '../google/references.ts';
import type { GoogleResource } from '../google/resource.ts';
import type { InputResult } from '../input.ts';
import { startReading } from '../reading.ts';
import { isMap, type Route, valueAt } from '../route.ts';
import { settlerOf } from './plan-configuration.ts';
import { addressOf, listOf, type ShownResource, shownResources } from './shown-modules.ts';
import { attributesDocument, withMarks } from './shown-values.ts';

export function isShown(value: unknown): boolean {
  if (!isMap(value) || typeof value['format_version'] !== 'string') return false;
  const parts = ['planned_values', 'values', 'resource_changes', 'terraform_version'];
  return parts.some((part) => part in value);
}

export function readShown(document: ParsedDocument): InputResult {
  const { value } = document;
  const plan = isMap(value) && ('planned_values' in value || 'resource_changes' in value);
  const result = plan ? readPlan(document) : readShownState(document);
  return withNotice(result, document, plan);
}

function readShownState(document: ParsedDocument): InputResult {
  const resources = resourcesAt(document, ['values', 'root_module']);
  return readGoogleResources(
    resources.map((each) => googleResource(document, each, each.values)),
    () => true,
  );
}

/** What is there when the plan has been applied; data sources stand in the state that it starts from. */
function readPlan(document: ParsedDocument): InputResult {
  const changes = changesOf(document.value);
  const planned = resourcesAt(document, ['planned_values', 'root_module']);
  const addresses = new Set(planned.map(({ address }) => address));
  const looked = resourcesAt(document, ['prior_state', 'values', 'root_module']).filter(
    ({ data, address }) => data && !addresses.has(address),
  );
  const settle = settlerOf(valueAt(document.value, ['configuration', 'root_module']));
  const resources = [...planned, ...looked].map((each) => {
    const marks = valueAt(changes.get(each.address), ['after_unknown']);
    const values = withMarks(each.values, marks, 'known after apply');
    return googleResource(document, each, settle(each.address, values));
  });
  return readGoogleResources(
    resources,
    (resource) => isData(resource) || remains(changes.get(resource.address)),
  );
}

function resourcesAt({ value }: ParsedDocument, route: Route): readonly ShownResource[] {
  return shownResources(valueAt(value, route), route);
}

function googleResource(
  document: ParsedDocument,
  { type, address, sensitive, route }: ShownResource,
  values: unknown,
): GoogleResource {
  const known = withMarks(values, sensitive, 'marked as sensitive');
  return {
    type,
    address,
    reading: startReading(attributesDocument(document, route, address, known)),
    route: [],
  };
}

/** The change of each resource, by its address. */
function changesOf(plan: unknown): ReadonlyMap<string, unknown> {
  const changes = listOf(valueAt(plan, ['resource_changes'])).flatMap((each) => {
    const address = isMap(each) ? addressOf(each) : undefined;
    return address === undefined ? [] : [[address, valueAt(each, ['change'])] as const];
  });
  return new Map(changes);
}

/** Whether a resource is there before the plan is applied and stays. */
function remains(change: unknown): boolean {
  const actions = listOf(valueAt(change, ['actions']));
  return actions.length === 1 && ['no-op', 'update', 'read'].includes(String(actions[0]));
}

function withNotice(result: InputResult, document: ParsedDocument, plan: boolean): InputResult {
  const what = document.name;
  const where = document.locate([]);
  const notices = [
    ...(valueAt(document.value, ['errored']) === true
      ? [{ what, reason: 'Terraform failed to make the plan, so a part of it is missing', where }]
      : []),
    ...(result.networks.length === 0 && result.problems.length === 0
      ? [{ what, reason: nothingIn(plan ? 'plan' : 'state'), where }]
      : []),
  ];
  const kind = plan ? 'plan' : 'state';
  return { ...result, kind, notChecked: [...result.notChecked, ...notices] };
}

/** Why a plan or state leaves nothing to check. */
export function nothingIn(kind: 'plan' | 'state'): string {
  return `the ${kind} has no network, subnet or cluster of Google Cloud`;
}
