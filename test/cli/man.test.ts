import { describe, expect, it } from 'vitest';
import { commandNames, flagHelp, flagsOf } from '../../src/cli/catalogue.ts';
import { manPage } from '../../src/cli/man.ts';
import { topicNames } from '../../src/cli/topic-names.ts';
import { topics } from '../../src/cli/topics.ts';
import { isInstalled, judge } from '../report/tools.ts';
import { man, version } from '../../package.json';

const page = manPage();
const lines = page.split('\n');
/** What a reader sees of the source, with one blank for each line break. */
const read = page
  .replaceAll(/^\.[A-Z]+ ?/gm, '')
  .replaceAll('\\-', '-')
  .replaceAll('\n', ' ');

describe('the manual page', () => {
  it('is what the package says it is', () => {
    expect(man).toEqual(['dist/gke-ip-planner.1']);
    expect(lines[0]).toBe(
      `.TH GKE\\-IP\\-PLANNER 1 "" "gke-ip-planner ${version}" "User Commands"`,
    );
  });

  it('has every command, flag and topic', () => {
    for (const command of commandNames) expect(lines).toContain(`.B ${command}`);
    for (const flag of commandNames.flatMap(flagsOf)) {
      const { short, value, text } = flagHelp[flag];
      const names = `${short === undefined ? '' : `-${short}, `}--${flag}`;
      expect(read).toContain(
        ` ${value === undefined ? names : `${names} <${value}>`} ${text}. For `,
      );
    }
    for (const topic of topicNames) expect(read).toContain(` ${topics[topic].title}. `);
  });

  it('says of a flag which commands take it', () => {
    expect(read).toContain('--target <what> what is best of all that fit');
    expect(read).toMatch(/--target <what> [^.]*\. For sweep\. /);
    expect(read).toMatch(/--blue-green [^.]*\. For plan, check, sweep, free, diff\. /);
  });

  it('has each flag once', () => {
    const flags = lines.filter((line) => line.startsWith(String.raw`.B \-\-`));
    expect(flags).toEqual([...new Set(flags)]);
  });

  it('ends each indentation that it begins', () => {
    const begun = lines.filter((line) => line.startsWith('.RS')).length;
    expect(begun).toBeGreaterThan(5);
    expect(lines.filter((line) => line === '.RE')).toHaveLength(begun);
  });

  it('is printable ASCII', () => {
    expect(page).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it.skipIf(!isInstalled('groff', '--version'))('is formatted without a warning', () => {
    const { status, output } = judge('groff', ['-man', '-Tutf8', '-ww', '-z'], page);
    expect([status, output]).toEqual([0, '']);
    const text = judge('groff', ['-man', '-Tascii', '-P-cbou'], page).output;
    expect(text).toContain('--disable-pod-cidr-overprovision');
    expect(text).toContain('- {name: prod, location: europe-west1, nodes: 50, services: 1000}');
  });
});
