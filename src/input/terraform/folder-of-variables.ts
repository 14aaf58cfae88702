/** A folder without Terraform files: files of variables alone, or a folder around others. */
import type { Problem } from '../../errors.ts';
import { fileIn, type FileTree, joinPath } from '../file-tree.ts';
import { emptyResult, type InputResult, type InputText } from '../input.ts';
import type { MappedName } from '../tfvars/map-roles.ts';
import { readVariableTexts } from '../tfvars/read.ts';

export interface TerraformFolder {
  /** As the user named it. */
  readonly path: string;
  readonly tree: FileTree;
}

/** Reads files of variables by name, as if each had been named. */
export function readFoldersOfVariables(
  folders: readonly TerraformFolder[],
  named: readonly InputText[],
  map: readonly MappedName[],
): InputResult {
  const found = folders.map((folder) => variablesIn(folder));
  const texts = [...found.flatMap((each) => each.texts), ...named];
  const result = texts.length === 0 ? emptyResult : readVariableTexts(texts, map);
  return { ...result, problems: [...found.flatMap((each) => each.problems), ...result.problems] };
}

function variablesIn({ path, tree }: TerraformFolder) {
  const folder = joinPath('.', path);
  const names = tree.files(folder);
  const read = (typeof names === 'string' ? [] : names)
    .filter((name) => isVariables(name))
    .map((name) => tree.read(fileIn(folder, name)));
  if (read.length === 0) return { texts: [], problems: [nothingIn(folder, tree)] };
  return {
    texts: read.flatMap((one) => ('text' in one ? [one] : [])),
    problems: read.flatMap((one) => ('text' in one ? [] : [one])),
  };
}

function isVariables(name: string): boolean {
  return /^[^.].*\.tfvars(\.json)?$/.test(name);
}

/** How deep folders with Terraform files are looked for, how many are looked into and named. */
const deepest = 4;
const mostFolders = 500;
const mostNamed = 5;

function nothingIn(folder: string, tree: FileTree): Problem {
  const where = { file: folder };
  const names = tree.files(folder);
  if (typeof names !== 'string' && names.some((name) => name.endsWith('.tf.json'))) {
    const fix = 'check a plan of it instead: terraform show -json';
    return { what: 'holds Terraform files in their JSON form only, which is not read', fix, where };
  }
  const below = foldersWithTerraform(folder, tree);
  const named = below.slice(0, mostNamed).join(', ');
  const more = below.length > mostNamed ? `, or one of ${below.length - mostNamed} more` : '';
  return {
    what: 'holds no Terraform files',
    fix:
      below.length === 0
        ? 'name a folder with *.tf files, or the files themselves'
        : `name one of the folders below it that do: ${named}${more}`,
    where,
  };
}

function foldersWithTerraform(start: string, tree: FileTree): readonly string[] {
  const found: string[] = [];
  let level = [start];
  let left = mostFolders;
  for (let depth = 0; depth < deepest && left > 0; depth += 1) {
    level = level.flatMap((folder) => subfolders(folder, tree)).slice(0, left);
    left -= level.length;
    found.push(...level.filter((folder) => hasTerraform(folder, tree)));
  }
  return found;
}

function subfolders(folder: string, tree: FileTree): readonly string[] {
  return tree
    .folders(folder)
    .filter((name) => !name.startsWith('.') && name !== 'node_modules')
    .map((name) => fileIn(folder, name));
}

function hasTerraform(folder: string, tree: FileTree): boolean {
  const names = tree.files(folder);
  return typeof names !== 'string' && names.some((name) => /^[^.].*\.tf$/.test(name));
}
