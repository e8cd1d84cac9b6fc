import type { ComponentChild } from "preact";

interface Props {
  readonly caption: string;
  readonly heads: readonly string[];
  /** Cells of each row, in the order of the heads. */
  readonly rows: readonly (readonly ComponentChild[])[];
  /** Whether the first cell names its row. */
  readonly isNamed?: boolean;
}

/** A short table that is read and not worked with. */
export const PlainTable = ({ caption, heads, rows, isNamed = false }: Props) => (
  <table class="plain-table">
    <caption>{caption}</caption>
    <thead>
      <tr>
        {heads.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((cells, index) => (
        <tr key={index}>
          {cells.map((cell, column) =>
            isNamed && column === 0 ? (
              <th key={column} scope="row">
                {cell}
              </th>
            ) : (
              <td key={column} class={isNamed || column > 0 ? "" : "bytes"}>
                {cell}
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
);
