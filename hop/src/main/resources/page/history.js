// The requests that the page remembers. Memory is bounded: few numbers for each of the newest requests, and the whole answer as
// text for those on the grid, up to a number of characters.

export const KEPT = 240;

const MOST_RECORDS = 600;
const MOST_CHARACTERS = 8_000_000;

export function createHistory() {
  const records = [];
  let characters = 0;
  let oldestText = 0;
  let next = 0;

  function forgetTexts() {
    while (oldestText < next && (characters > MOST_CHARACTERS || next - oldestText > KEPT)) {
      const record = find(oldestText);
      if (record?.text != null) {
        characters -= record.text.length;
        record.text = null;
      }
      oldestText++;
    }
  }

  function find(seq) {
    return records[seq - (records[0]?.seq ?? 0)];
  }

  return {
    // Adds a record and gives it its number.
    add(record) {
      record.seq = next++;
      records.push(record);
      characters += record.text?.length ?? 0;
      forgetTexts();
      if (records.length > MOST_RECORDS) {
        records.shift();
      }
      return record;
    },
    find,
    last: () => records.at(-1),
    onGrid: () => records.slice(-KEPT),
    // The newest requests: those of the last seconds, or a number of them.
    recent({ seconds, count }, now) {
      return (count != null) ? records.slice(-count) : records.filter((record) => record.at > now - seconds * 1000);
    },
  };
}
