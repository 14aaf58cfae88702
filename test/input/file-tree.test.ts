import { describe, expect, it } from 'vitest';
import { fileIn, folderOf, joinPath, treeOfFiles } from '../../src/input/file-tree.ts';

describe('a path', () => {
  it.each([
    ['infra/prod', './modules/gke', 'infra/prod/modules/gke'],
    ['infra/prod', '../../modules/gke', 'modules/gke'],
    ['infra/prod', '../../../modules', '../modules'],
    ['.', './modules//gke/', 'modules/gke'],
    ['.', '..', '..'],
    ['..', '../a', '../../a'],
    ['infra', '..', '.'],
    ['.', '.', '.'],
    ['/srv/infra', '../modules', '/srv/modules'],
    ['/srv', '../../..', '/'],
    ['.', '/srv/infra/./prod', '/srv/infra/prod'],
    ['infra', '/', '/'],
  ])('%s and %s is %s', (folder, path, joined) => {
    expect(joinPath(folder, path)).toBe(joined);
  });

  it('of a file at the start has no folder before it', () => {
    expect(fileIn('.', 'main.tf')).toBe('main.tf');
    expect(fileIn('infra', 'main.tf')).toBe('infra/main.tf');
    expect([folderOf('main.tf'), folderOf('a/b/main.tf'), folderOf('/main.tf')]).toEqual([
      '.',
      'a/b',
      '/',
    ]);
  });
});

describe('files named one by one', () => {
  const tree = treeOfFiles([
    { name: './main.tf', text: 'main' },
    { name: 'modules/gke/b.tf', text: 'b' },
    { name: 'modules/gke/a.tf', text: 'a' },
  ]);

  it('are a tree of their folders', () => {
    expect(tree.files('.')).toEqual(['main.tf']);
    expect(tree.files('modules/gke')).toEqual(['a.tf', 'b.tf']);
    expect(tree.files('modules')).toBe('missing');
  });

  it('are read by any way to write their path', () => {
    expect(tree.read('modules/../main.tf')).toEqual({ name: './main.tf', text: 'main' });
    expect(tree.read('other.tf')).toMatchObject({ where: { file: 'other.tf' } });
  });
});
