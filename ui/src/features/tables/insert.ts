/** A text with a word put where something was selected, and where the cursor stands afterwards. */
export function inserted(text: string, word: string, start: number, end: number): [string, number] {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const left = before !== '' && !/[\s(,.]$/.test(before) ? ' ' : '';
  const right = after !== '' && !/^[\s),.;]/.test(after) ? ' ' : '';
  return [`${before}${left}${word}${right}${after}`, before.length + left.length + word.length];
}
