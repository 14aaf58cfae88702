/** A resource of Google's Terraform provider, from whatever says what it has. */
import type { Reading } from '../reading.ts';
import type { Route } from '../route.ts';

export interface GoogleResource {
  /** `google_container_cluster` */
  readonly type: string;
  /** `module.gke.google_container_cluster.primary[0]`: what tells it from others of the same input. */
  readonly address: string;
  /**
   * The document with its attributes, named as in the provider's documentation (snake case). A nested
   * block is a list of maps or one map; what is not known is an `Unknown`. References to other
   * resources are their names, ids, self links or, where nothing else is known, their addresses.
   */
  readonly reading: Reading;
  /** Where the map of attributes stands in the document. */
  readonly route: Route;
  /** The project of its provider, where it names none of its own. */
  readonly project?: string;
  /** What decides how many of it there are, where nobody knows that: it stands for any of them. */
  readonly open?: readonly string[];
  /** Only the names of a module's arguments say that it is there. */
  readonly guessed?: boolean;
}
