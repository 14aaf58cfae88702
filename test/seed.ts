/** Properties try new values in every run, but where a run decides what lands: it must not depend on luck. */
import * as fc from 'fast-check';

if (process.env['CI'] !== undefined) fc.configureGlobal({ seed: 1 });
