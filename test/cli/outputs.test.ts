import { expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { deliver } from '../../src/cli/outputs.ts';

const steps: string[] = [];
const written: string[] = [];
const io = {
  env: {},
  stdout: { isTerminal: false },
  progress: { step: (what: string) => steps.push(what), end: () => undefined },
  writeFiles: () => undefined,
  writeStdout: (text: string) => {
    written.push(text);
    return Promise.resolve();
  },
};

it('names the format whose text would be longer than texts can be, and prints nothing', async () => {
  const outputs = [{ format: 'table' }, { format: 'json' }];
  const delivered = deliver(io, outputs, false, (format) =>
    Promise.resolve().then(() => (format === 'json' ? 'x'.repeat(2 ** 29) : 'x\n')),
  );
  await expect(delivered).rejects.toThrow(InputError);
  await expect(delivered).rejects.toMatchObject({
    problems: [{ what: 'what json has to hold is longer than 512 MB' }],
  });
  expect(written).toEqual([]);
  expect(steps).toEqual(['writing table', 'writing json']);
});

it('passes on what is wrong with a renderer', async () => {
  const wrong = () => Promise.reject(new RangeError('Invalid array length'));
  await expect(deliver(io, [{ format: 'json' }], false, wrong)).rejects.toThrow(RangeError);
});
