/** What all modules of one configuration share. */
import type { Problem } from '../../errors.ts';
import type { NotChecked } from '../../gke/cluster.ts';
import type { FileTree, FolderRefusal } from '../file-tree.ts';
import { joinPath } from '../file-tree.ts';
import type { Suppression } from '../input.ts';
import type { Budget } from './budget.ts';
import type { Configuration } from './configuration.ts';
import type { Instances } from './instances.ts';
import type { Module, ModuleGiven } from './module.ts';
import type { LazyValues } from './scope.ts';

export interface Run {
  readonly tree: FileTree;
  /** The folder of the root module. */
  readonly root: string;
  readonly values: LazyValues;
  /** How what has a name and is not known is written. */
  readonly written: (name: string) => string;
  readonly instances: Map<string, Instances>;
  readonly budget: Budget;
  readonly report: (problem: Problem) => void;
  readonly leaveOut: (notChecked: NotChecked) => void;
  readonly accept: (suppression: Suppression) => void;
  /** The declarations in the files of a folder. */
  readonly configurationIn: (folder: string) => Configuration | FolderRefusal;
  /** Terraform runs in the root module, and paths of files begin there; those of `path.module` where we run. */
  readonly readText: (path: string) => string | undefined;
  readonly openModule: (given: ModuleGiven, caller?: Module) => Module;
}

/** The text of a file for `file()`; nothing where it cannot be read. */
export function textIn(tree: FileTree, path: string): string | undefined {
  const read = tree.read(joinPath('.', path));
  return 'text' in read ? read.text : undefined;
}
