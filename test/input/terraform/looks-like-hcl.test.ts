import { describe, expect, it } from 'vitest';
import { hclName, looksLikeHcl } from '../../../src/input/terraform/looks-like-hcl.ts';

describe('a text that looks like HCL', () => {
  it.each([
    'subnet_cidr = "10.0.0.0/20"\n',
    'nodes=3\n',
    '\uFEFF# ranges\r\n\r\npods = {\r\n}\r\n',
    '/* several\n lines */ // and more\na = [\n]\n',
    'private = true\n',
    'key = <<EOF\nEOF\n',
    'used = var.used\n',
    'resource "google_container_cluster" "prod" {\n}\n',
    'locals {\n}\n',
    'terraform { required_version = "1" }\n',
  ])('%j', (text) => {
    expect(looksLikeHcl(text)).toBe(true);
  });

  it.each([
    '',
    '# only a comment\n',
    'name: prod\n',
    '# a comment\nnetworks:\n  - name: prod\n',
    '- a = 1\n',
    '---\na: "b = c"\n',
    '{"a": 1}',
    '{a = 1}',
    '[1]',
    '"a" = 1',
    'cidr,name\n10.0.0.0/8,a = b\n',
    'cidr\n10.0.0.0/8\n',
    '10.0.0.0/8 office = main\n',
    'fd00::/8 office = main\n',
    'a == b\n',
    'NAME REGION RANGE\n',
    '<a href="b">',
  ])('is not %j', (text) => {
    expect(looksLikeHcl(text)).toBe(false);
  });

  it('is found fast behind a long comment', () => {
    const start = performance.now();
    expect(looksLikeHcl(`${'# c\n'.repeat(1_000_000)}a = 1\n`)).toBe(true);
    expect(looksLikeHcl('/*'.repeat(1_000_000))).toBe(false);
    expect(looksLikeHcl('a '.repeat(1_000_000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it.each(['main.tf', 'PROD.TFVARS', 'a/b.auto.tfvars'])('may be called %s', (name) => {
    expect(hclName.test(name)).toBe(true);
  });

  it.each(['a.tfvars.json', 'a.tfstate', 'a.yaml', 'tf'])('is not called %s', (name) => {
    expect(hclName.test(name)).toBe(false);
  });
});
