package dev.belfry.queue;

import dev.belfry.post.AccountName;
import dev.belfry.post.PostId;
import dev.belfry.schedule.Moment;

/** A post that goes out to an account at another moment than before. */
public record MovedPost(PostId post, AccountName account, Moment from, Moment to) {}
