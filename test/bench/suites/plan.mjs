/** Planning among many ranges that are there. */
import { rangeList } from '../inventories.mjs';
import { check, planner } from '../measure.mjs';
import { ratio } from '../measures.mjs';
import { normalRanges } from '../ranges.mjs';

const clusters = 200;

/** Clusters of a few nodes in one network. */
function* spec() {
  yield 'networks:\n  - name: vpc\n    within: [10.0.0.0/8]\n    clusters:\n';
  for (let index = 0; index < clusters; index += 1) {
    const shape = 'location: europe-west1, nodes: 3, maxPodsPerNode: 8, services: 10';
    yield `      - { name: cluster-${index}, ${shape} }\n`;
  }
}

const one = (file) => planner('plan', '--nodes', '100', '--existing', file, '--fail-on', 'never');
const all = (file) => planner('plan', 'clusters.yaml', '--existing', file, '--fail-on', 'never');

/** @param {{ranges: number}} sizes */
export function plan({ ranges }) {
  const [many, few, hardlyAny] = [ranges / 10, ranges / 1000, 3].map((n) => normalRanges(n));
  const files = {
    'many.txt': () => rangeList(many),
    'few.txt': () => rangeList(few),
    'hardly-any.txt': () => rangeList(hardlyAny),
    'clusters.yaml': spec,
  };
  const runs = {
    planMany: one('many.txt'),
    planFew: one('few.txt'),
    checkMany: check(many.pairs, 'many.txt'),
    checkFew: check(few.pairs, 'few.txt'),
    checkHardlyAny: check(hardlyAny.pairs, 'hardly-any.txt'),
    clustersMany: all('many.txt'),
    clustersFew: all('few.txt'),
  };
  const measures = measuresOf(many.count, few.count);
  return [{ suite: 'plan', sized: true, rounds: 10, files, runs, measures }];
}

/** What reading the ranges takes is what `check` of them takes longer than `check` of hardly any. */
function beyondReading(round) {
  const reading = (name) => round[name].ms - round.checkHardlyAny.ms;
  return [round.planMany.ms - reading('checkMany'), round.planFew.ms - reading('checkFew')];
}

/** What further clusters take, with what is read once gone from both sides. */
function furtherClusters({ clustersMany, planMany, clustersFew, planFew }) {
  return [clustersMany.ms - planMany.ms, clustersFew.ms - planFew.ms];
}

function measuresOf(many, few) {
  const among = `${many.toLocaleString('en-US')} ranges / among ${few.toLocaleString('en-US')}`;
  const reading = ['planMany', 'planFew', 'checkMany', 'checkFew', 'checkHardlyAny'];
  return [
    { name: `plan among ${among}`, ...ratio('planMany', 'planFew') },
    {
      name: 'the same, beyond reading them',
      uses: reading,
      unit: 'ms',
      compared: beyondReading,
      most: 2,
    },
    {
      name: `${clusters} clusters among ${among}, beyond the first`,
      uses: ['clustersMany', 'clustersFew', 'planMany', 'planFew'],
      unit: 'ms',
      compared: furtherClusters,
      most: 2,
    },
  ];
}
