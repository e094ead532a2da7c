// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/servicemodel.h"

#include "app/models/qtext.h"
#include "app/wording/wording.h"

#include <algorithm>
#include <map>

namespace Portlight::App
{

namespace
{

int width(Reach reach)
{
    switch (reach) {
    case Reach::ThisComputer:
        return 0;
    case Reach::Blocked:
        return 1;
    case Reach::CannotTell:
        return 2;
    case Reach::LocalNetwork:
        return 3;
    case Reach::Anywhere:
        return 4;
    }
    return 0;
}

} // namespace

ServiceModel::ServiceModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ServiceModel::setData(const FirewallData &data)
{
    std::map<std::pair<std::uint8_t, std::uint16_t>, Row> merged;
    for (const auto &listener : data.listeners) {
        const Reach reach = reachOf(listener, data);
        auto &row = merged[{listener.protocol, listener.port}];
        if (row.port == 0) {
            row = {listener.protocol, listener.port, qtext(listener.program), reach};
            continue;
        }
        if (row.program.isEmpty()) {
            row.program = qtext(listener.program);
        }
        if (width(reach) > width(row.reach)) {
            row.reach = reach;
        }
    }
    std::vector<Row> rows;
    rows.reserve(merged.size());
    for (auto &entry : merged) {
        rows.push_back(std::move(entry.second));
    }
    // What strangers reach stands first: it is what the list is read for.
    std::stable_sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
        return width(a.reach) > width(b.reach);
    });
    if (rows == m_rows) {
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ServiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ServiceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ServiceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case PortColumn:
            return tr("%1 %2", "port and protocol")
                .arg(QString::number(row.port), qtext(Core::protocolName(row.protocol)).toUpper());
        case ProgramColumn: {
            const QString service = serviceName(row.protocol, row.port);
            if (row.program.isEmpty()) {
                return service.isEmpty() ? tr("Not known") : service;
            }
            return row.program;
        }
        case ReachColumn:
            return reachText(row.reach);
        default:
            return {};
        }
    case IconNameRole:
        return index.column() == ReachColumn ? QVariant(reachIconName(row.reach)) : QVariant();
    case SortRole:
        return index.column() == PortColumn ? QVariant(row.port) : data(index, Qt::DisplayRole);
    default:
        return {};
    }
}

QVariant ServiceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case PortColumn:
        return tr("Port");
    case ProgramColumn:
        return tr("Program");
    case ReachColumn:
        return tr("Reached from");
    default:
        return {};
    }
}

} // namespace Portlight::App
