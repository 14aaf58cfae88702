/**
 * The configuration of the ip-masq-agent, a ConfigMap with YAML or JSON in one text:
 * https://cloud.google.com/kubernetes-engine/docs/how-to/ip-masquerade-agent
 */
import type { AgentList } from '../agent-list.ts';
import type { ParsedDocument } from '../document.ts';
import type { InputResult } from '../input.ts';
import { parseDocuments } from '../parse-documents.ts';
import { cidrAt, finishReading, itemsAt, type ReadableDocument, startReading } from '../reading.ts';
import { isMap, valueAt } from '../route.ts';
import { itemsOf, partAt, textOf, type View, viewOf } from './view.ts';

const agentName = 'ip-masq-agent';

/** Each of the lists that documents have; it does not say which cluster it is of. */
export function agentListsOf(documents: readonly ParsedDocument[]): readonly InputResult[] {
  return documents
    .flatMap((document) =>
      configurationsIn(viewOf(document)).map((text) => [document, text] as const),
    )
    .map(([{ name }, text]) => readConfiguration(name, text));
}

function configurationsIn(object: View): readonly View[] {
  const kind = textOf(partAt(object, 'kind')) ?? '';
  if (kind.endsWith('List')) return itemsOf(partAt(object, 'items')).flatMap(configurationsIn);
  const name = textOf(partAt(object, 'metadata', 'name'));
  const config = partAt(object, 'data', 'config');
  return kind === 'ConfigMap' && name === agentName && config !== undefined ? [config] : [];
}

/** Every part of the text stands where the text does. */
function readConfiguration(name: string, config: View): InputResult {
  const where = config.at();
  const { documents, problems } = parseDocuments({ name, text: textOf(config) ?? '{}' });
  const document: ReadableDocument = {
    name,
    value: documents[0]?.value,
    locate: () => where,
  };
  const reading = startReading(document);
  reading.problems.push(...problems.map((problem) => ({ ...problem, where })));
  const list = isMap(document.value) ? listIn(reading.document) : [];
  const cidrs = list.flatMap((route) => cidrAt(reading, route) ?? []);
  const isRead = Array.isArray(valueAt(document.value, [listKey])) && cidrs.length === list.length;
  const agentLists: readonly AgentList[] = isRead ? [{ cidrs, where }] : [];
  return finishReading(reading, { agentLists });
}

const listKey = 'nonMasqueradeCIDRs';

/** Without the IPv6 blocks, which the agent takes too. */
function listIn(document: ReadableDocument) {
  return itemsAt(startReading(document), [listKey]).filter(
    (route) => !String(valueAt(document.value, route)).includes(':'),
  );
}
