import assert from "node:assert/strict";
import { Version } from "@cyclonedx/cyclonedx-library/Spec";
import { JsonStrictValidator } from "@cyclonedx/cyclonedx-library/Validation";
import * as v from "valibot";

const componentSchema = v.object({
  type: v.string(),
  name: v.string(),
  version: v.optional(v.string()),
  "bom-ref": v.optional(v.string()),
  purl: v.optional(v.string()),
  description: v.optional(v.string()),
  hashes: v.optional(v.array(v.object({ alg: v.string(), content: v.string() }))),
  licenses: v.optional(v.array(v.unknown())),
  externalReferences: v.optional(v.array(v.object({ type: v.string(), url: v.string() }))),
  properties: v.optional(v.array(v.object({ name: v.string(), value: v.string() })), []),
});

const bomSchema = v.object({
  specVersion: v.literal("1.6"),
  serialNumber: v.string(),
  metadata: v.object({
    timestamp: v.optional(v.string()),
    tools: v.object({ components: v.array(componentSchema) }),
    component: componentSchema,
  }),
  components: v.array(componentSchema),
  dependencies: v.array(v.object({ ref: v.string(), dependsOn: v.optional(v.array(v.string()), []) })),
});

export type ParsedBom = v.InferOutput<typeof bomSchema>;
export type ParsedComponent = ParsedBom["components"][number];

/** The document, after CycloneDX's own schema of version 1.6, which allows nothing that it does not name, has agreed. */
export const parseSbom = async (text: string): Promise<ParsedBom> => {
  assert.equal(await new JsonStrictValidator(Version.v1dot6).validate(text), null);
  return v.parse(bomSchema, JSON.parse(text));
};

/** Values of the properties of that name, in their order. */
export const property = ({ properties }: ParsedComponent, name: string): readonly string[] =>
  properties.filter((it) => it.name === name).map(({ value }) => value);

/** Edges as `from to`, sorted. */
export const edgesOf = ({ dependencies }: ParsedBom): readonly string[] =>
  dependencies.flatMap(({ ref, dependsOn }) => dependsOn.map((target) => `${ref} ${target}`)).toSorted();
