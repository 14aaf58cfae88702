/**
 * Room beside node ranges, so that their subnets can be expanded in place later. A room of n bits is
 * the block around a node range whose prefix is n bits shorter.
 */
import { blockAt, widen, type Cidr } from '../net/cidr.ts';
import type { Network } from './cluster.ts';
import type { PlannedRole } from './needs.ts';
import { mostRoom, prefixWithRoom } from './sizing.ts';
import { Placing, type Spaces } from './spaces.ts';

/** A node range and how many bits of room it is to keep. */
interface Room {
  readonly range: Cidr;
  readonly bits: number;
}

/** A plain placing where nobody asks for room. */
export function roomyPlacing(
  spaces: Spaces,
  network: Network,
  connected: readonly Network[],
): Placing | RoomyPlacing {
  const rooms = roomsOf([network, ...connected]);
  const { room = 0 } = network;
  return room === 0 && rooms.length === 0 ? new Placing(spaces) : new RoomyPlacing(spaces, rooms);
}

/** The rooms of node ranges that have a place. */
function roomsOf(networks: readonly Network[]): readonly Room[] {
  return networks.flatMap(({ room: bits = 0, clusters }) =>
    bits === 0
      ? []
      : clusters.flatMap(({ ranges: { nodes } }) =>
          nodes?.cidr?.family === 4 ? [{ range: nodes.cidr, bits }] : [],
        ),
  );
}

/**
 * Places ranges clear of the rooms of node ranges as long as there is other space. Where there is none,
 * every room gives up its outermost bit, and then the next one.
 */
export class RoomyPlacing {
  readonly #spaces: Spaces;
  /** What is free, … */
  readonly #free: Placing;
  /** … and what of it is in nobody's room. */
  #clear: Placing;
  readonly #rooms: Room[];
  readonly #placed: Cidr[] = [];
  /** Bits that any room may have still. */
  #bits = mostRoom;

  constructor(spaces: Spaces, rooms: readonly Room[]) {
    this.#spaces = spaces;
    this.#rooms = [...rooms];
    this.#free = new Placing(spaces);
    this.#clear = this.#withoutRooms();
  }

  /**
   * A range of the role with as much room as there is, at most `room` bits; undefined where none of that
   * prefix length is free.
   */
  take(role: PlannedRole, prefixLength: number, room = 0): Cidr | undefined {
    if (!this.#hasSpace(role, prefixLength)) return undefined;
    const block = this.#takeClear(role, prefixLength, room);
    if (block === undefined) return undefined;
    this.#free.remove(block);
    this.#placed.push(block);
    if (room > 0) this.#rooms.push({ range: block, bits: room });
    return block;
  }

  /** The largest block that is free for the role, rooms included; undefined where nothing is. */
  largest(role: PlannedRole): Cidr | undefined {
    return this.#free.largest(role);
  }

  /** Where there is none even with all rooms given up, none of them need be. */
  #hasSpace(role: PlannedRole, prefixLength: number): boolean {
    const largest = this.#free.largest(role);
    return largest !== undefined && largest.prefixLength <= prefixLength;
  }

  #takeClear(role: PlannedRole, prefixLength: number, room: number): Cidr | undefined {
    for (;;) {
      const most = Math.min(room, this.#bits);
      for (let bits = most; bits >= 0; bits -= 1) {
        const around = this.#clear.take(role, prefixWithRoom(prefixLength, bits));
        if (around !== undefined) return blockAt(4, around.first, prefixLength);
      }
      if (!this.#narrow()) return undefined;
    }
  }

  /** Gives up the outermost bit of the widest rooms; false where none has any left. */
  #narrow(): boolean {
    const widest = this.#rooms.reduce((most, { bits }) => Math.max(most, bits), 0);
    const left = Math.min(this.#bits, widest);
    if (left === 0) return false;
    this.#bits = left - 1;
    this.#clear = this.#withoutRooms();
    return true;
  }

  #withoutRooms(): Placing {
    const clear = new Placing(this.#spaces);
    for (const block of this.#placed) clear.remove(block);
    for (const { range, bits } of this.#rooms)
      clear.remove(widen(range, prefixWithRoom(range.prefixLength, Math.min(bits, this.#bits))));
    return clear;
  }
}
