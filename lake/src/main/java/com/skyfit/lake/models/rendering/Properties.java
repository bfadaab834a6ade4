package com.skyfit.lake.models.rendering;

import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ForLoop;
import com.skyfit.lake.models.Relation;
import java.beans.FeatureDescriptor;
import java.util.Collections;
import java.util.Iterator;
import jinjava.javax.el.BeanELResolver;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/** The properties that a text may read behind a point, and no method of any Java object: those would be none that dbt knows. */
final class Properties extends ELResolver {

    private final BeanELResolver beans = new BeanELResolver(true);

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
        Object value = base instanceof ForLoop loop
                ? ofLoop(loop, property.toString())
                : base instanceof Quoted quoted ? ofRelation(quoted.relation(), property.toString()) : null;
        if (value != null) {
            context.setPropertyResolved(true);
        }
        return value;
    }

    private static @Nullable Object ofLoop(ForLoop loop, String property) {
        return switch (property) {
            case "index" -> loop.getIndex() + 1;
            case "index0" -> loop.getIndex();
            case "first" -> loop.isFirst();
            case "last" -> loop.isLast();
            case "length" -> loop.getLength();
            default -> null;
        };
    }

    private static @Nullable Object ofRelation(Relation relation, String property) {
        return switch (property) {
            case "schema" -> relation.schema();
            case "name", "identifier", "table" -> relation.name();
            default -> null;
        };
    }

    /** Filters and tests of Jinja are objects whose one method the library calls through here. */
    @Override
    public @Nullable Object invoke(
            ELContext context,
            @Nullable Object base,
            Object method,
            Class<?> @Nullable [] types,
            Object @Nullable [] parameters) {
        return base instanceof Filter || base instanceof ExpTest
                ? beans.invoke(context, base, method, types, parameters)
                : null;
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, Object base, Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {
        // Nothing can be set.
    }

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
        return true;
    }

    @Override
    public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
        return Collections.emptyIterator();
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
        return Object.class;
    }
}
