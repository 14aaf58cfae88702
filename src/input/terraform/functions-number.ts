/** https://developer.hashicorp.com/terraform/language/functions#numeric-functions */
import { decimal, exact } from './convert.ts';
import {
  list,
  number,
  of1,
  of2,
  ofAll,
  text,
  wholeNumber,
  type TerraformFunction,
} from './function.ts';
import { made } from './make.ts';
import { fail } from './stop.ts';

/** Terraform's own bound. */
const longestRange = 1024;

/** Without -0, which nobody means. */
const whole = (round: (value: number) => number) => of1(number, (value) => round(value) + 0);

const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function parseInBase(written: string, base: number): number {
  if (base < 2 || base > digits.length)
    fail(`there is no base ${base}`, 'write a base from 2 to 62');
  const body = written.replace(/^[+-]/, '');
  const values = Array.from(base <= 36 ? body.toLowerCase() : body, (digit) =>
    digits.indexOf(digit),
  );
  if (values.length === 0 || values.some((value) => value < 0 || value >= base)) {
    fail(`the text is no whole number of base ${base}`, 'write its digits only');
  }
  const total = values.reduce((sum, value) => sum * BigInt(base) + BigInt(value), 0n);
  return exact(written.startsWith('-') ? -total : total);
}

/** One number is where it ends; it begins at 0, and steps to wherever it ends. */
const range: TerraformFunction = ofAll(
  number,
  (numbers, { at }) => {
    const [first = 0, second] = numbers;
    const [start, end] = second === undefined ? [0, first] : [first, second];
    const step = numbers[2] ?? (end < start ? -1 : 1);
    if (step === 0 || (start !== end && step > 0 !== end > start)) {
      fail('steps away from where it ends', 'write a step towards the end');
    }
    const length = Math.max(0, Math.ceil((end - start) / step));
    if (length > longestRange) fail('makes more than 1024 numbers', 'write a shorter range');
    return made(
      Array.from({ length }, (_, index) => made(start + index * step, at)),
      at,
      'list',
    );
  },
  1,
  3,
);

export const numberFunctions = {
  abs: of1(number, Math.abs),
  ceil: whole(Math.ceil),
  floor: whole(Math.floor),
  signum: of1(wholeNumber, Math.sign),
  log: of2(number, number, (value, base) => real(Math.log(value) / Math.log(base))),
  pow: of2(number, number, (base, power) => real(base ** power)),
  max: ofAll(number, (numbers) => numbers.reduce((a, b) => Math.max(a, b)), 1),
  min: ofAll(number, (numbers) => numbers.reduce((a, b) => Math.min(a, b)), 1),
  sum: of1(list, (values) => {
    if (values.length === 0) fail('an empty list has no sum', 'give it a number');
    return values.map(number).reduce((sum, value) => decimal(sum + value));
  }),
  parseint: of2(text, wholeNumber, parseInBase),
  range,
};

function real(value: number): number {
  return Number.isFinite(value)
    ? value
    : fail('the result is no finite number', 'write other numbers');
}
