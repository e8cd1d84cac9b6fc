/** What tokens for one repository are asked to allow. Mounting from other repositories needs more than pushing to it. */
export interface Scopes {
  /** `repository:acme/api:pull,push` and, behind it, those that were added. */
  all(): readonly string[];
  /** True when this repository's blobs were not asked for before. */
  addPull(repository: string): boolean;
  /** Drops what was added, for good; false when there was nothing. A token server may refuse all for the sake of one. */
  narrow(): boolean;
}

export function createScopes(own: string): Scopes {
  const added = new Set<string>();
  const refused = new Set<string>();
  return {
    all: () => [own, ...added],
    addPull: (repository) => {
      const scope = `repository:${repository}:pull`;
      if (added.has(scope) || refused.has(scope)) return false;
      added.add(scope);
      return true;
    },
    narrow: () => {
      const some = added.size > 0;
      for (const scope of added) refused.add(scope);
      added.clear();
      return some;
    },
  };
}
