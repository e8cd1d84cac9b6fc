import { type PushResult, sendImage, tagImage } from "../../../src/publish/index.ts";

/** Sends an image to one registry and tags it there, as publishing does with several of both. */
export async function pushImage(options: Parameters<typeof tagImage>[0]): Promise<PushResult> {
  const sent = await sendImage(options);
  await tagImage(options);
  return { ...sent, tags: options.tags };
}
