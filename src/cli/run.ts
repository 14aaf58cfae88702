import type { CommandName } from './catalogue.ts';
import type { Io } from './io.ts';
import { exitCodes, explainFailure } from './problems.ts';
import type { Answer, Invocation } from './program.ts';
import { type WatchedIo, watched } from './progress.ts';

/** Commands, each loaded when it is asked for. */
const commands: Readonly<
  Record<CommandName, () => Promise<(invocation: Invocation, io: WatchedIo) => Promise<number>>>
> = {
  plan: async () => (await import('./commands/assess.ts')).runPlan,
  check: async () => (await import('./commands/assess.ts')).runCheck,
  sweep: async () => (await import('./commands/sweep.ts')).runSweep,
  free: async () => (await import('./commands/free.ts')).runFree,
  diff: async () => (await import('./commands/diff.ts')).runDiff,
  report: async () => (await import('./commands/report.ts')).runReport,
  rules: async () => (await import('./commands/rules.ts')).runRules,
  completion: async () => (await import('./commands/completion.ts')).runCompletion,
};

/** Runs one command line and returns its exit code: 0, 1 (findings), 2 (could not check) or 3 (a bug). */
export async function run(argv: readonly string[], machine: Io): Promise<number> {
  const io = watched(machine);
  try {
    const { parseArguments } = await import('./program.ts');
    const parsed = parseArguments(argv, io.stdout.columns);
    if ('command' in parsed) return await (await commands[parsed.command]())(parsed, io);
    const text = await withTopic(parsed, io);
    await (parsed.asked ? io.writeStdout(text) : io.writeStderr(text));
    return parsed.asked ? 0 : exitCodes.cannotCheck;
  } catch (error) {
    const { text, code } = explainFailure(error);
    await io.writeStderr(text);
    return code;
  } finally {
    io.progress.end();
  }
}

/** Help with what is explained behind it, loaded when it is asked for. */
async function withTopic({ text, topic }: Answer, io: Io): Promise<string> {
  if (topic === undefined) return text;
  const [{ topics }, { topicText }] = await Promise.all([
    import('./topics.ts'),
    import('./topic-text.ts'),
  ]);
  const explained = topicText(topics[topic], io.stdout.columns);
  return [...(text === '' ? [] : [text.trimEnd() + '\n']), explained].join('\n');
}
