/** Rows as a file for spreadsheets: CSV in UTF-8 with its mark, or a workbook; no cell of either is run as a formula. */

/** `form`: csv or xlsx; the rows are the header's, then the others. */
export function saveRows(name, form, rows) {
  save(`${name}.${form}`, form === "csv" ? csv(rows) : workbook(rows));
}

/** Saves a file on the reader's side. */
export function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name.replaceAll("/", "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// ---- CSV

const csv = (rows) => new Blob(["\ufeff", rows.map((row) => row.map(cell).join(",")).join("\r\n"), "\r\n"], { type: "text/csv" });

function cell(value) {
  const text = value == null ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// ---- XLSX: the five parts that a workbook cannot do without, in a ZIP that packs nothing

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

function workbook(rows) {
  const xml = (text) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`;
  const relations = (id, kind, target) => xml(`<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/></Relationships>`);
  return zip({
    "[Content_Types].xml": xml(`<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`),
    "_rels/.rels": relations("r1", "officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml": xml(`<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Wuye" sheetId="1" r:id="r1"/></sheets></workbook>`),
    "xl/_rels/workbook.xml.rels": relations("r1", "worksheet", "worksheets/sheet1.xml"),
    "xl/worksheets/sheet1.xml": xml(`<worksheet xmlns="${MAIN}"><sheetData>${rows.map((row) => `<row>${row.map(xmlCell).join("")}</row>`).join("")}</sheetData></worksheet>`),
  });
}

function xmlCell(value) {
  if (typeof value === "number") return `<c><v>${value}</v></c>`;
  if (typeof value === "boolean") return `<c t="b"><v>${+value}</v></c>`;
  const text = String(value ?? "").replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replace(/[&<>]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[letter]);
  return text ? `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>` : "<c/>";
}

/** APPNOTE 4.3: each file with its head, then the list of all, then where that begins; names and contents in UTF-8, stored. */
function zip(texts) {
  const encoder = new TextEncoder();
  const [files, list] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(texts)) {
    const [path, content] = [encoder.encode(name), encoder.encode(text)];
    const told = [[2, 20], [2, 0x0800], [2, 0], [2, 0], [2, 0x21], [4, crc32(content)], [4, content.length], [4, content.length], [2, path.length], [2, 0]];
    const head = bytes([[4, 0x04034b50], ...told]);
    list.push(bytes([[4, 0x02014b50], [2, 20], ...told, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), path);
    files.push(head, path, content);
    at += head.length + path.length + content.length;
  }
  const length = list.reduce((sum, part) => sum + part.length, 0);
  const count = list.length / 2;
  return new Blob([...files, ...list, bytes([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, length], [4, at], [2, 0]])], { type: `${TYPE}.sheet` });
}

/** Numbers of 2 or 4 bytes, the least first. */
const bytes = (numbers) => Uint8Array.from(numbers.flatMap(([size, value]) => Array.from({ length: size }, (_, index) => (value >>> (8 * index)) & 255)));

function crc32(content) {
  let crc = -1;
  for (const byte of content) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
