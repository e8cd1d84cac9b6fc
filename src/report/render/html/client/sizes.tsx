import { formatBytes } from "../../../../core/units.ts";
import type { PagePackage } from "../page-data.ts";
import type { Model } from "./model.ts";

const Fact = ({ title, children, hint }: { title: string; children: string | undefined; hint: string }) =>
  children === undefined ? null : (
    <div title={hint}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );

const bytes = (value: number | undefined): string | undefined => (value === undefined ? undefined : formatBytes(value));

/** What a path weighs in every sense. */
export const Sizes = ({ model, path }: { readonly model: Model; readonly path: number }) => (
  <dl class="sizes">
    <Fact title="itself" hint="Bytes of this store path alone">
      {bytes(model.ownOf(path))}
    </Fact>
    <Fact title="closure" hint="With everything that it refers to, however far">
      {bytes(model.closureOf(path))}
    </Fact>
    <Fact title="removing frees" hint="What nothing else needs: retained size">
      {bytes(model.retainedOf(path))}
    </Fact>
  </dl>
);

/** What the files of a package weigh on both sides. */
export const BothSizes = ({ change }: { readonly change: PagePackage }) => (
  <dl class="sizes">
    <Fact title="before" hint="Bytes of files in the baseline">
      {bytes(change.baselineSize)}
    </Fact>
    <Fact title="now" hint="Bytes of files in this image">
      {bytes(change.currentSize)}
    </Fact>
  </dl>
);
