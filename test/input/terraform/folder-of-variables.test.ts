import { beforeAll, describe, expect, it } from 'vitest';
import { treeOfFiles } from '../../../src/input/file-tree.ts';
import { readInputs } from '../../../src/input/index.ts';
import { joinInputs } from '../../../src/input/join.ts';
import { loadGrammarForTests } from './grammar-files.ts';
import { blocksOf, type Files } from './terraform-folder.ts';

beforeAll(loadGrammarForTests);

/** What a run over folders says, of which all files are given. */
function readFolders(files: Files, ...paths: readonly string[]) {
  const tree = treeOfFiles(Object.entries(files).map(([name, text]) => ({ name, text })));
  return joinInputs(readInputs([], { folders: paths.map((path) => ({ path, tree })) }));
}

describe('a folder without Terraform files', () => {
  it('that has files of variables is read by their names', () => {
    const files = {
      'env/a.tfvars': 'subnet_cidr = "10.1.0.0/20"\npods_cidr = "10.16.0.0/14"',
      'env/b.tfvars.json': '{"services_cidr": "10.2.0.0/20"}',
      'env/notes.txt': 'nothing',
    };
    const { networks, problems } = readFolders(files, 'env');
    expect(problems).toEqual([]);
    const clusters = networks.flatMap((network) => network.clusters);
    expect(clusters.map((each) => blocksOf(each))).toEqual([
      ['10.1.0.0/20', '10.16.0.0/14', '10.2.0.0/20'],
    ]);
  });

  it('is refused with the folders below it that have some', () => {
    const files = {
      'infra/prod/main.tf': '',
      'infra/dev/main.tf': '',
      '.terraform/modules/x.tf': '',
      'docs/readme.md': '',
    };
    expect(readFolders(files, '.').problems).toEqual([
      {
        what: 'holds no Terraform files',
        fix: 'name one of the folders below it that do: infra/dev, infra/prod',
        where: { file: '.' },
      },
    ]);
  });

  it('names five of many folders', () => {
    const files = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((each) => [`p${each}/main.tf`, '']));
    expect(readFolders(files, '.').problems).toMatchObject([
      { fix: 'name one of the folders below it that do: p1, p2, p3, p4, p5, or one of 2 more' },
    ]);
  });

  it('is refused with the JSON form of them', () => {
    expect(readFolders({ 'a/main.tf.json': '{}' }, 'a').problems).toMatchObject([
      {
        what: 'holds Terraform files in their JSON form only, which is not read',
        fix: 'check a plan of it instead: terraform show -json',
      },
    ]);
  });

  it('is refused where there is none, besides one that has some', () => {
    const files = { 'a/notes.txt': '', 'b/main.tf': '' };
    expect(readFolders(files, 'a', 'b').problems).toEqual([
      {
        what: 'holds no Terraform files',
        fix: 'name a folder with *.tf files, or the files themselves',
        where: { file: 'a' },
      },
    ]);
  });
});
