/**
 * The ranges of an organisation: subnets of /20 to /28 with two secondary ranges each, in 300 networks.
 * All are apart, as where one team hands them out, but for one pair in each network.
 */
import { randomOf, shuffled, weighted } from './random.mjs';

const seed = 20_261_121;
const perSubnet = 3;

/** First address and end of the private space that VPC accepts and no rule has anything to say about. */
const spaces = [
  [0x0a000000, 0x0b000000], // 10.0.0.0/8
  [0x64400000, 0x64800000], // 100.64.0.0/10
  [0xf0000000, 0xffffff00], // 240.0.0.0/4 without its last addresses
];

/** Prefix lengths with their weights: small enough that three million ranges fit the space. */
const primaryLengths = [
  [28, 50],
  [27, 20],
  [26, 10],
  [25, 7],
  [24, 7],
  [23, 3],
  [22, 1],
  [21, 1],
  [20, 1],
];
const secondaryLengths = [
  [28, 60],
  [27, 40],
];

/**
 * @typedef {object} Ranges
 * @property {number} count
 * @property {number} networks
 * @property {number} subnets
 * @property {Uint32Array} starts
 * @property {Uint8Array} lengths prefix lengths
 * @property {number} pairs that overlap, all of them within a network
 */

/** @returns {Ranges} */
export function normalRanges(count, networks = 300) {
  const random = randomOf(seed);
  const subnets = Math.max(1, Math.floor(count / perSubnet));
  const lengths = Uint8Array.from({ length: count }, (_, index) =>
    weighted(index % perSubnet === 0 ? primaryLengths : secondaryLengths, random),
  );
  const starts = placeApart(lengths, shuffled(count, random));
  const pairs = Math.max(0, Math.min(networks, subnets - networks));
  for (let subnet = 0; subnet < pairs; subnet += 1) {
    repeatPrimary(starts, lengths, subnet, subnet + networks);
  }
  return { count, networks, subnets, starts, lengths, pairs };
}

/** 10.0.0.0/24 again and again, in one network. @returns {Ranges} */
export function identicalRanges(count) {
  return {
    count,
    networks: 1,
    subnets: Math.max(1, Math.floor(count / perSubnet)),
    starts: new Uint32Array(count).fill(0x0a000000),
    lengths: new Uint8Array(count).fill(24),
    pairs: (count * (count - 1)) / 2,
  };
}

/** One block after the other, in the given order, each aligned to its size. */
export function placeApart(lengths, order) {
  const starts = new Uint32Array(lengths.length);
  const left = [...spaces];
  let [next] = left[0];
  for (const index of order) {
    const size = 2 ** (32 - lengths[index]);
    while (alignedTo(size, next) + size > left[0][1]) {
      left.shift();
      if (left.length === 0) throw new RangeError(`no space for ${lengths.length} ranges`);
      [next] = left[0];
    }
    starts[index] = alignedTo(size, next);
    next = starts[index] + size;
  }
  return starts;
}

function alignedTo(size, address) {
  return Math.ceil(address / size) * size;
}

/** Every second one equals the primary range it meets, the others lie at its start. */
function repeatPrimary(starts, lengths, from, to) {
  starts[to * perSubnet] = starts[from * perSubnet];
  lengths[to * perSubnet] = from % 2 === 0 ? lengths[from * perSubnet] : 28;
}

/** Which network a subnet is in. */
export function networkOf({ networks }, subnet) {
  return subnet % networks;
}

/** Subnets in the order of a list, which is not that of their addresses. */
export function listed({ subnets }) {
  return shuffled(subnets, randomOf(seed + 1));
}

/** The indices of the ranges of a subnet, the primary one first; the last subnet takes what is left. */
export function rangesOf({ count, subnets }, subnet) {
  const first = subnet * perSubnet;
  const end = subnet === subnets - 1 ? count : first + perSubnet;
  return Array.from({ length: end - first }, (_, index) => first + index);
}

export function addressText(address) {
  const octets = [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff);
  return octets.join('.');
}

export function cidrText({ starts, lengths }, index) {
  return `${addressText(starts[index])}/${lengths[index]}`;
}
