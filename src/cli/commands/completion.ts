/** `completion`: the script that completes command lines in a shell. */
import { InputError } from '../../errors.ts';
import { quote } from '../../net/cidr-error.ts';
import { bashScript } from '../completion-bash.ts';
import { fishScript } from '../completion-fish.ts';
import { zshScript } from '../completion-zsh.ts';
import { type Shell, shells } from '../completion.ts';
import type { Io } from '../io.ts';
import { usageProblem } from '../problems.ts';
import type { Invocation } from '../program.ts';

const scripts: Readonly<Record<Shell, () => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

export async function runCompletion({ inputs, problems }: Invocation, io: Io): Promise<number> {
  const [named = ''] = inputs;
  const shell = shells.find((known) => known === named);
  if (shell === undefined || problems.length > 0) {
    const fix = `write one of ${shells.join(', ')}`;
    const unknown = usageProblem('completion', `${quote(named)} is no shell that is known`, fix);
    throw new InputError([...problems, ...(shell === undefined ? [unknown] : [])]);
  }
  await io.writeStdout(scripts[shell]());
  return 0;
}
