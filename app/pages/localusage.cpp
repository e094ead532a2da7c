// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/localusage.h"

#include <QFile>

namespace Portlight::App
{

namespace
{

std::optional<std::uint64_t> readNumber(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    bool isNumber = false;
    const qulonglong value = file.readAll().trimmed().toULongLong(&isNumber);
    return isNumber ? std::optional<std::uint64_t>(value) : std::nullopt;
}

} // namespace

Core::ConntrackUsage readLocalUsage(const QString &root)
{
    Core::ConntrackUsage usage;
    usage.count = readNumber(root + QLatin1String("/nf_conntrack_count"));
    usage.max = readNumber(root + QLatin1String("/nf_conntrack_max"));
    usage.buckets = readNumber(root + QLatin1String("/nf_conntrack_buckets"));
    return usage;
}

std::uint64_t readLocalMemory(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const auto &line : file.readAll().split('\n')) {
        if (line.startsWith("MemTotal:")) {
            return line.mid(9).trimmed().split(' ').front().toULongLong() * 1024U;
        }
    }
    return 0;
}

} // namespace Portlight::App
