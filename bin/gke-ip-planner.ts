import { machineIo } from '../src/cli/io.ts';
import { run } from '../src/cli/run.ts';

void run(process.argv.slice(2), machineIo()).then((code) => {
  process.exitCode = code;
});
