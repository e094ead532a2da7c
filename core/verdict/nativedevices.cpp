// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/nativesets.h"

namespace Portlight::Core
{

namespace
{

constexpr std::size_t nameSize = 16; ///< IFNAMSIZ

/// "eth0", or "eth+" for a range of names that begin so.
std::string patternOf(const NftRange &range)
{
    std::string name;
    for (std::size_t i = 0; i < nameSize; ++i) {
        const auto byteOf = [i](const NftValue &value) {
            const std::uint64_t half = i < nameSize / 2 ? value.high : value.low;
            return static_cast<unsigned char>(half >> (8 * (7 - i % (nameSize / 2))));
        };
        if (byteOf(range.first) != byteOf(range.last)) {
            return name + '+';
        }
        if (byteOf(range.first) == 0) {
            break;
        }
        name += static_cast<char>(byteOf(range.first));
    }
    return name;
}

class DevicePatterns
{
public:
    std::vector<std::string> found;

    void look(const NftExpression &expression)
    {
        std::visit(
            [&](const auto &is) {
                lookInside(is, expression.types);
            },
            expression.is);
    }
    void look(const NftElements &elements, const std::vector<NftType> &types)
    {
        for (std::size_t field = 0; field < elements.fields() && field < types.size(); ++field) {
            for (std::size_t i = 0; isDevice(types[field]) && i < elements.size(); ++i) {
                add(elements.key(i, field));
            }
        }
    }

private:
    static bool isDevice(NftType type)
    {
        return type == NftType::Device || type == NftType::DeviceIndex;
    }
    void add(const NftRange &range)
    {
        if (range.known) {
            found.push_back(patternOf(range));
        }
    }

    void lookInside(const NftConstant &constant, const std::vector<NftType> &types)
    {
        for (std::size_t i = 0; i < constant.parts.size() && i < types.size(); ++i) {
            if (isDevice(types[i])) {
                add(constant.parts[i]);
            }
        }
    }
    void lookInside(const NftSetRef &set, const std::vector<NftType> &types)
    {
        if (set.written) {
            look(*set.written, types);
        }
    }
    template<typename Other> void lookInside(const Other &, const std::vector<NftType> &)
    {
    }
};

} // namespace

std::vector<std::string> devicesOf(const NativeChain &chain)
{
    constexpr std::string_view separator = ", ";
    std::vector<std::string> devices;
    std::string_view rest = chain.device;
    while (!rest.empty()) {
        const std::size_t end = rest.find(separator);
        devices.emplace_back(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view()
                                             : rest.substr(end + separator.size());
    }
    return devices;
}

std::vector<std::string> devicePatterns(const NativeRuleset &native)
{
    DevicePatterns patterns;
    for (const NativeTable &table : native.tables) {
        for (const NativeSet &set : table.sets) {
            if (set.members) {
                patterns.look(*set.members, set.keyTypes);
            }
        }
        for (const NativeChain &chain : table.chains) {
            for (const std::string &device : devicesOf(chain)) {
                patterns.found.push_back(device);
            }
            for (const NativeRule &rule : chain.rules) {
                for (const NftStatement &statement : rule.program.statements) {
                    if (const auto *match = std::get_if<NftMatch>(&statement.is)) {
                        // The types are those of what is compared.
                        NftExpression right = match->right;
                        right.types = match->left.types;
                        patterns.look(right);
                    } else if (const auto *map = std::get_if<NftVerdictMap>(&statement.is)) {
                        if (map->set.written) {
                            patterns.look(*map->set.written, map->key.types);
                        }
                    }
                }
            }
        }
    }
    return patterns.found;
}

} // namespace Portlight::Core
