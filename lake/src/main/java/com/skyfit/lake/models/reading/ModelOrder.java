package com.skyfit.lake.models.reading;

import com.skyfit.lake.models.Model;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts models in an order in which each comes after those it reads; the names decide between those that could come in any order. */
final class ModelOrder {

    private final Map<String, Model> models = new TreeMap<>();
    private final Set<String> done = new LinkedHashSet<>();
    private final Map<String, String> circles = new TreeMap<>();

    ModelOrder(Collection<Model> all) {
        all.forEach(model -> models.put(model.name(), model));
        models.keySet().forEach(name -> visit(name, new ArrayList<>()));
    }

    private void visit(String name, List<String> path) {
        if (path.contains(name)) {
            List<String> circle = path.subList(path.indexOf(name), path.size());
            circle.forEach(one -> circles.putIfAbsent(one, String.join(" reads ", circle) + " reads " + name));
            return;
        }
        Model model = models.get(name);
        if (model == null || done.contains(name)) {
            return;
        }
        path.add(name);
        model.refs().forEach(ref -> visit(ref, path));
        path.remove(path.size() - 1);
        done.add(name);
    }

    /** Those that are in no circle, in order. */
    List<Model> ordered() {
        return done.stream()
                .filter(name -> !circles.containsKey(name))
                .flatMap(name -> Stream.ofNullable(models.get(name)))
                .toList();
    }

    /** Of each model that reads itself over others, the way there. */
    Map<String, String> circles() {
        return circles;
    }
}
