/** Hands a text over as a file to keep. */
export function saveText(name: string, text: string): void {
  // With a byte order mark, or Excel takes accents for something else.
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
