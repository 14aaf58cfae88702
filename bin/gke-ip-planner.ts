import { machineIo } from '../src/cli/io.ts';
import { run } from '../src/cli/run.ts';

void run(process.argv.slice(2), machineIo(import.meta.dirname)).then((code) => {
  process.exitCode = code;
});
