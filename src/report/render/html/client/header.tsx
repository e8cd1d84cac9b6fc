import type { PageData, PageImage } from "../page-data.ts";
import { RichText } from "./rich-text.tsx";
import { firstTab, type Tab, type Update } from "./state.ts";
import { showList } from "./tabs.tsx";
import { ThemeButton } from "./theme.tsx";
import { Trend } from "./trend.tsx";

const ICON = { ok: "✓", broken: "✗", warning: "!", "not-judged": "–" } as const;

const directionClass = ({ direction }: PageImage): string =>
  direction === undefined || direction === 0 ? "" : direction > 0 ? "grown" : "shrunk";

interface Props {
  readonly data: PageData;
  readonly image: PageImage;
  readonly number: number;
  readonly update: Update;
}

const Picker = ({ data, number, update }: Omit<Props, "image">) => (
  <label class="picker">
    <span>Image</span>
    <select
      value={number}
      onChange={(event) =>
        update({
          ...{ image: Number(event.currentTarget.value), zoom: [], selection: undefined, layer: undefined },
          ...{ mode: "size", tab: firstTab(data.images[Number(event.currentTarget.value)]), query: "" },
        })
      }
    >
      {data.images.map(({ name, platform }, index) => (
        <option key={index} value={index}>
          {name} · {platform}
        </option>
      ))}
    </select>
  </label>
);

const Badge = ({ class: kind, children, open }: { class: string; children: string; open: () => void }) => (
  <button type="button" class={`badge ${kind}`} onClick={open}>
    {children}
  </button>
);

const Badges = ({ image, update }: Pick<Props, "image" | "update">) => {
  const show = (tab: Tab) => () => showList(update, tab);
  const { budget, findingCounts, findings } = image;
  const worst = findings.find(({ state }) => state !== "resolved" && state !== "known")?.severity;
  return (
    <span class="badges">
      {budget && <Badge class={budget.mark} open={show("budgets")}>{`${ICON[budget.mark]} ${budget.words}`}</Badge>}
      {findingCounts !== "" && (
        <Badge class={worst === "error" ? "broken" : worst === "warning" ? "warning" : ""} open={show("findings")}>
          {`findings: ${findingCounts}`}
        </Badge>
      )}
    </span>
  );
};

/** What the image is, how its size changed, and why. */
export const Header = ({ data, image, number, update }: Props) => (
  <header class="masthead">
    <div class="headline">
      <h1>
        <span class="image-name">{image.name}</span> <small>{image.platform}</small>
      </h1>
      <p class={`verdict ${directionClass(image)}`}>
        <RichText rich={image.verdict} />
        <Badges image={image} update={update} />
      </p>
      <p class="why">
        {image.direction !== undefined && <b>Why: </b>}
        <RichText rich={image.why} />
      </p>
      {image.inputs && (
        <p class="why">
          <b>Inputs: </b>
          <RichText rich={image.inputs} />
        </p>
      )}
      {image.warning && <p class="why caution">{image.warning}</p>}
      <p class="facts">
        {image.facts.map(({ label, value }) => (
          <span key={label}>
            {label} <code>{value}</code>
          </span>
        ))}
        {data.runUrl !== undefined && (
          <span>
            <a href={data.runUrl} rel="noreferrer noopener">
              workflow run
            </a>
          </span>
        )}
      </p>
    </div>
    {image.trend && <Trend trend={image.trend} />}
    <div class="controls">
      {data.images.length > 1 && <Picker data={data} number={number} update={update} />}
      <ThemeButton />
    </div>
  </header>
);
