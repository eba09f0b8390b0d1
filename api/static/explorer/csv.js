/** Rows as a CSV file that Excel reads: UTF-8 with its mark, and no cell that begins a formula. */

export function rowsAsCsv(name, header, rows) {
  const text = [header, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
  save(name, new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
}

/** Saves a file on the reader's side. */
export function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function cell(value) {
  const text = value == null ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
