import type { FileTree } from '../input/file-tree.ts';
import { type Io, IoError } from './io.ts';
import { readFileText } from './reading.ts';

/**
 * The files of a folder, and of what lies beside it as far as `boundary` (a folder around it) allows.
 * What a link leads out of it stays unread.
 */
export function folderTree(io: Io, boundary: string): FileTree {
  const limit = io.realPath(boundary);
  const isInside = (path: string) => {
    const real = io.realPath(path);
    return real === limit || real.startsWith(limit.endsWith('/') ? limit : `${limit}/`);
  };
  return {
    files: (folder) => {
      try {
        if (!isInside(folder)) return 'outside';
        return io.filesIn(folder);
      } catch (error) {
        if (error instanceof IoError) return 'missing';
        throw error;
      }
    },
    folders: (folder) => {
      try {
        return isInside(folder) ? io.foldersIn(folder) : [];
      } catch (error) {
        if (error instanceof IoError) return [];
        throw error;
      }
    },
    read: (path) => {
      try {
        if (!isInside(path)) return outside(path, boundary);
      } catch (error) {
        if (!(error instanceof IoError)) throw error;
      }
      return readFileText(io, path);
    },
  };
}

function outside(path: string, boundary: string) {
  return {
    what: `leads out of ${boundary}, so it is not read`,
    fix: 'put the file into the folder, or name a folder around both',
    where: { file: path },
  };
}
