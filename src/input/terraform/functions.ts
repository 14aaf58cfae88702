/** The functions of Terraform 1.11. https://developer.hashicorp.com/terraform/language/functions */
import type { TerraformFunction } from './function.ts';
import { addressFunctions } from './functions-address.ts';
import { encodingFunctions } from './functions-encoding.ts';
import { formatFunctions } from './functions-format.ts';
import { formerFunctions } from './functions-former.ts';
import { listFunctions } from './functions-list.ts';
import { mapFunctions } from './functions-map.ts';
import { numberFunctions } from './functions-number.ts';
import { regexFunctions } from './functions-regex.ts';
import { textFunctions } from './functions-text.ts';
import { typeFunctions } from './functions-type.ts';

/** Those whose results hang on their arguments alone; `try` and `can` are evaluated on their own. */
export const functions: ReadonlyMap<string, TerraformFunction> = new Map(
  Object.entries({
    ...addressFunctions,
    ...encodingFunctions,
    ...formerFunctions,
    ...formatFunctions,
    ...listFunctions,
    ...mapFunctions,
    ...numberFunctions,
    ...regexFunctions,
    ...textFunctions,
    ...typeFunctions,
  }),
);

const atApply = 'read at apply time';
const random = 'different each time';
const noRange = 'makes no addresses, and is not evaluated';

/** The others, with the reason why nobody knows here what they come to. */
export const whyNotEvaluated: ReadonlyMap<string, string> = new Map(
  Object.entries({
    abspath: atApply,
    base64gzip: noRange,
    base64sha256: noRange,
    base64sha512: noRange,
    bcrypt: random,
    ephemeralasnull: noRange,
    filebase64: atApply,
    filebase64sha256: atApply,
    filebase64sha512: atApply,
    fileexists: atApply,
    filemd5: atApply,
    fileset: atApply,
    filesha1: atApply,
    filesha256: atApply,
    filesha512: atApply,
    formatdate: noRange,
    md5: noRange,
    pathexpand: atApply,
    plantimestamp: atApply,
    rsadecrypt: noRange,
    sha1: noRange,
    sha256: noRange,
    sha512: noRange,
    templatefile: atApply,
    templatestring: noRange,
    textdecodebase64: noRange,
    textencodebase64: noRange,
    timeadd: noRange,
    timecmp: noRange,
    timestamp: atApply,
    type: noRange,
    uuid: random,
    uuidv5: noRange,
    yamlencode: noRange,
  }),
);
