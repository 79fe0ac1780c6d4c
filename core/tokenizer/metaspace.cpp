// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/metaspace.h"

#include <fmt/format.h>

namespace salient::tokenization {

namespace {

PrependScheme readScheme(const Component& component) {
    const std::string name = component.textOr("prepend_scheme", "always");
    if (name == "always")
        return PrependScheme::Always;
    if (name == "first")
        return PrependScheme::First;
    if (name == "never")
        return PrependScheme::Never;
    throw component.wrong(fmt::format("has the unknown prepend_scheme \"{}\"", name));
}

} // namespace

MetaspaceOptions readMetaspace(const Component& component) {
    MetaspaceOptions options;
    options.replacement = component.character("replacement");
    options.prependScheme = readScheme(component);
    options.split = component.flagOr("split", true);
    if (!component.flagOr("add_prefix_space", true)) {
        if (component.has("prepend_scheme") && options.prependScheme != PrependScheme::Never)
            throw component.wrong("has an add_prefix_space that contradicts its prepend_scheme");
        options.prependScheme = PrependScheme::Never;
    }
    return options;
}

} // namespace salient::tokenization
