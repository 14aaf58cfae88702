/** Files that are looked up as they are needed: a folder, or the files that the user named one by one. */
import type { Problem } from '../errors.ts';
import type { InputText } from './input.ts';

/** Paths have slashes; a folder's end in none. They begin with what the user named, such as `infra/prod`. */
export interface FileTree {
  /** Names of the files right in a folder, sorted. */
  readonly files: (folder: string) => readonly string[] | FolderRefusal;
  /** Names of the folders right in a folder, sorted. */
  readonly folders: (folder: string) => readonly string[];
  readonly read: (path: string) => InputText | Problem;
}

/** `outside`: not in what the user allowed to read. */
export type FolderRefusal = 'missing' | 'outside';

/** `a/b` and `../c` are `a/c`, an absolute path is itself. What leads above the start keeps its `..`; the start itself is `.`. */
export function joinPath(folder: string, path: string): string {
  const whole = path.startsWith('/') ? path : `${folder}/${path}`;
  const absolute = whole.startsWith('/');
  const steps: string[] = [];
  for (const step of whole.split('/')) {
    if (step === '' || step === '.') continue;
    const up = step === '..' && steps.length > 0 && steps.at(-1) !== '..';
    if (up) steps.pop();
    else if (step !== '..' || !absolute) steps.push(step);
  }
  const joined = steps.join('/');
  if (absolute) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

/** The file's path as messages show it: files of the start have no folder before them. */
export function fileIn(folder: string, name: string): string {
  return folder === '.' ? name : joinPath(folder, name);
}

/** `infra/prod` of `infra/prod/main.tf`; `.` where the path has no folder. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '.';
  return slash === 0 ? '/' : path.slice(0, slash);
}

/** The files that the user named one by one, as a tree of their own. */
export function treeOfFiles(texts: readonly InputText[]): FileTree {
  const byPath = new Map(texts.map((text) => [joinPath('.', text.name), text]));
  return {
    files: (folder) => {
      const names = [...byPath.keys()]
        .filter((path) => folderOf(path) === joinPath('.', folder))
        .map((path) => path.slice(path.lastIndexOf('/') + 1));
      return names.length === 0 ? 'missing' : names.toSorted();
    },
    folders: (folder) => {
      const below = joinPath('.', folder) === '.' ? '' : `${joinPath('.', folder)}/`;
      const names = [...byPath.keys()]
        .filter((path) => path.startsWith(below) && path.slice(below.length).includes('/'))
        .map((path) => path.slice(below.length).split('/')[0] ?? '');
      return [...new Set(names)].toSorted();
    },
    read: (path) =>
      byPath.get(joinPath('.', path)) ?? {
        what: 'there is no such file among the inputs',
        fix: 'name it, too',
        where: { file: path },
      },
  };
}
