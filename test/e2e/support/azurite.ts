import {
  BlobSASPermissions,
  BlobServiceClient,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import { freePort } from "../../support/ports.ts";
import { startServerProcess } from "../../support/server-process.ts";
import { packageFile } from "./packages.ts";

/** Account and key that every Azurite has; they open nothing else. https://learn.microsoft.com/azure/storage/common/storage-use-azurite */
const ACCOUNT = "devstoreaccount1";
const KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
const CONTAINER = "actions-cache";
const URL_LIFETIME_MS = 3_600_000;

export interface BlobStore {
  /** A signed address of one blob: `r` to download it, `cw` to upload it. */
  signedUrl(blob: string, permissions: "r" | "cw"): string;
  /** Bytes; throws when there is no such blob. */
  size(blob: string): Promise<number>;
  stop(): Promise<void>;
}

/** A running Azure blob store (Azurite) that keeps everything in memory. */
export async function startBlobStore(): Promise<BlobStore> {
  const port = String(await freePort());
  const main = packageFile("azurite", "dist/src/blob/main.js");
  const quiet = ["--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"];
  const server = await startServerProcess({
    name: "azurite",
    command: [process.execPath, main, "--blobHost", "127.0.0.1", "--blobPort", port, ...quiet],
    isReady: (output) => output.includes("successfully listen"),
  });
  const account = `http://127.0.0.1:${port}/${ACCOUNT}`;
  const credential = new StorageSharedKeyCredential(ACCOUNT, KEY);
  const container = new BlobServiceClient(account, credential).getContainerClient(CONTAINER);
  await container.create();
  const signedUrl = (blobName: string, permissions: "r" | "cw"): string => {
    const expiresOn = new Date(Date.now() + URL_LIFETIME_MS);
    const terms = { containerName: CONTAINER, blobName, permissions: BlobSASPermissions.parse(permissions), expiresOn };
    return `${account}/${CONTAINER}/${blobName}?${generateBlobSASQueryParameters(terms, credential)}`;
  };
  const size = async (blob: string): Promise<number> =>
    (await container.getBlobClient(blob).getProperties()).contentLength ?? 0;
  return { signedUrl, size, stop: server.stop };
}
