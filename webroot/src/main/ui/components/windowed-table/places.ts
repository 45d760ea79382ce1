/** Where the rows of a table stand: all are of one height, and so are the headings of groups. */
export class Places {
  /**
   * @param begins the first row of each group, in order; none if the rows have no groups
   * @param row the height of a row
   * @param heading the height of a heading
   */
  constructor(
    readonly count: number,
    readonly begins: readonly number[],
    readonly row: number,
    readonly heading: number,
  ) {}

  /** How many headings stand above the row, that of its own group among them. */
  headingsAbove(index: number) {
    let [low, high] = [0, this.begins.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.begins[middle]! <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  topOf(index: number) {
    return index * this.row + this.headingsAbove(index) * this.heading;
  }

  /** The row at this height; at that of a heading, the one above it. */
  at(y: number) {
    let [low, high] = [0, Math.max(0, this.count - 1)];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.topOf(middle) <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
