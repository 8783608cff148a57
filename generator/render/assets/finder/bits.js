/* Sets of models by their numbers. */

/** Numbers from their differences: [3, 1, 4] → 3, 4, 8. */
export function unpacked(differences) {
  const numbers = new Int32Array(differences.length);
  let number = 0;
  for (let index = 0; index < differences.length; index++) numbers[index] = number += differences[index];
  return numbers;
}

/** A set of numbers below `size`, a bit each. */
export class Bits {
  constructor(size) {
    this.words = new Uint32Array((size + 31) >>> 5);
  }

  static of(size, numbers) {
    return new Bits(size).add(numbers);
  }

  add(numbers) {
    for (const number of numbers) this.words[number >>> 5] |= 1 << (number & 31);
    return this;
  }

  has(number) {
    return (this.words[number >>> 5] >>> (number & 31)) & 1;
  }

  and(other) {
    for (let index = 0; index < this.words.length; index++) this.words[index] &= other.words[index];
    return this;
  }

  /** How many of `numbers` are in the set. */
  count(numbers) {
    let count = 0;
    for (const number of numbers) count += (this.words[number >>> 5] >>> (number & 31)) & 1;
    return count;
  }
}
