import type { Subnet } from './blueprint.ts';
import { labeller, quote } from './hcl.ts';

/** Labels already given, and the variables that stand for what nobody said. */
export interface TerraformScope {
  readonly labels: {
    readonly network: (name: string) => string;
    readonly subnet: (name: string) => string;
    readonly address: (name: string) => string;
    readonly connection: (name: string) => string;
    readonly cluster: (name: string) => string;
    readonly pool: (name: string) => string;
    readonly nat: (name: string) => string;
    readonly variable: (name: string) => string;
  };
  /** Descriptions and types of the variables by name, filled as they are used. */
  readonly variables: Map<string, { readonly type: string; readonly description: string }>;
}

/** Where a cluster goes: expressions that refer to what is created before it. */
export interface TerraformPlace {
  readonly network: string;
  readonly project: string;
  readonly subnets: ReadonlyMap<Subnet, string>;
}

export function newScope(): TerraformScope {
  return {
    labels: {
      network: labeller(),
      subnet: labeller(),
      address: labeller(),
      connection: labeller(),
      cluster: labeller(),
      pool: labeller(),
      nat: labeller(),
      variable: labeller(),
    },
    variables: new Map(),
  };
}

/** A variable for what nobody said; its expression. */
export function variable(
  scope: TerraformScope,
  name: string,
  description: string,
  type = 'string',
): string {
  scope.variables.set(name, { type, description });
  return `var.${name}`;
}

/** The region of a subnet or location of a cluster: as said, else a variable. */
export function placeExpression(place: string | undefined, scope: TerraformScope): string {
  if (place !== undefined) return quote(place);
  return variable(scope, 'region', 'Region of the subnets and clusters, such as europe-west1');
}
