package dev.belfry.model;

/** What holds during one exploration. */
record Rules(Setting setting, Flaw flaw) {
  boolean has(Flaw wanted) {
    return flaw == wanted;
  }
}
