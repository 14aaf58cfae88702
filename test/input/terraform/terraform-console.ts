/** What a real `terraform console` makes of expressions, as JSON texts. No provider is needed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In the place of what Terraform refuses. */
export const refused = 'refused';

function terraform(args: readonly string[], folder: string, input = '') {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: join(folder, 'none') };
  writeFileSync(env.TF_CLI_CONFIG_FILE, '');
  return spawnSync('terraform', args, { cwd: folder, env, input, encoding: 'utf8' });
}

type Files = Readonly<Record<string, string>>;

function inFolder<Result>(files: Files, use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'gke-ip-planner-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The version on the PATH, such as 1.11.4; `undefined` where there is none. */
export function terraformVersion(): string | undefined {
  const { stdout } = inFolder({}, (folder) => terraform(['version', '-json'], folder));
  return /"terraform_version":\s*"([^"]+)"/.exec(stdout ?? '')?.[1];
}

/**
 * All expressions in one run; each in a `try`, so that one that fails leaves the others alone.
 * `variables` is what the folder's terraform.tfvars says.
 */
export function consoleOf(
  configuration: string,
  expressions: readonly string[],
  variables = '',
): readonly string[] {
  const items = expressions.map((each) => `    try(jsonencode(${each}), "${refused}"),\n`);
  const results = `locals {\n  results = [\n${items.join('')}  ]\n}\n`;
  const input = 'base64encode(jsonencode(local.results))\n';
  const files = { 'main.tf': `${configuration}${results}`, 'terraform.tfvars': variables };
  const { stdout, stderr } = inFolder(files, (folder) => terraform(['console'], folder, input));
  const encoded = /^"([\w+/=]*)"\s*$/.exec(stdout)?.[1];
  if (encoded === undefined) throw new Error(`terraform console: ${stderr.slice(-1500)}`);
  const decoded: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  return Array.isArray(decoded) ? decoded.map(String) : [];
}
