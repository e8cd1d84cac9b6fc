import type { Rich } from "../rich.ts";

const piece = ({ kind, text }: Rich[number]) => {
  switch (kind) {
    case "name":
      return <code>{text}</code>;
    case "strong":
      return <strong>{text}</strong>;
    case "text":
      return text;
  }
};

/** A sentence with its names and what is stressed. */
export const RichText = ({ rich }: { readonly rich: Rich }) => <>{rich.map(piece)}</>;
