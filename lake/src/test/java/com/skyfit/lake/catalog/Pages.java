package com.skyfit.lake.catalog;

import java.util.List;

/** The same things to read, in pages of another size, so that few records make several. */
public final class Pages {

    private Pages() {}

    /** Everything in pages of that size. */
    public static Catalog ofSize(Catalog catalog, int size) {
        List<Source> sources = catalog.sources().stream()
                .map(source -> new Source(
                        source.name(),
                        source.description(),
                        source.scopesSetting(),
                        source.defaultScopes(),
                        source.baseUrl(),
                        source.baseUrlSetting(),
                        source.auth(),
                        source.probe(),
                        source.successField(),
                        source.limits(),
                        source.refusals(),
                        source.expectations(),
                        source.entities().stream()
                                .map(entity -> ofSize(entity, size))
                                .toList()))
                .toList();
        return new Catalog(sources);
    }

    /** An entity in pages of that size. */
    public static Entity ofSize(Entity entity, int size) {
        List<Listing> listings = entity.listings().stream()
                .map(listing -> new Listing(
                        listing.name(),
                        listing.path(),
                        listing.records(),
                        listing.params(),
                        ofSize(listing.paging(), size),
                        listing.incremental(),
                        listing.cost(),
                        listing.budget()))
                .toList();
        return with(entity, listings, entity.mostRequests());
    }

    /** An entity for which one run may make this many requests. */
    public static Entity mostRequests(Entity entity, long most) {
        return with(entity, entity.listings(), most);
    }

    private static Entity with(Entity entity, List<Listing> listings, long mostRequests) {
        return new Entity(
                entity.name(),
                entity.description(),
                entity.apiGeneration(),
                entity.key(),
                entity.version(),
                entity.deleted(),
                entity.absentMeansDeleted(),
                entity.deletions(),
                entity.expectRows(),
                entity.mostQuarantined(),
                mostRequests,
                entity.optional(),
                listings,
                entity.tables());
    }

    private static Paging ofSize(Paging paging, int size) {
        if (paging instanceof Paging.Cursor it) {
            return new Paging.Cursor(it.sizeParam(), size, it.param(), it.next(), it.more(), it.end());
        }
        if (paging instanceof Paging.Time it) {
            return new Paging.Time(it.sizeParam(), size, it.param(), it.next(), it.end(), it.grows());
        }
        return paging instanceof Paging.Numbered it
                ? new Paging.Numbered(it.sizeParam(), size, it.param(), it.next())
                : paging;
    }
}
