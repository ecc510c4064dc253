package dev.belfry.media;

/** Width and height in pixels. */
record ImageSize(int width, int height) {}
