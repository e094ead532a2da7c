// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/servicemodel.h"

#include "app/models/qtext.h"
#include "app/wording/wording.h"

namespace Portlight::App
{

ServiceModel::ServiceModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ServiceModel::setServices(std::vector<ServiceReach> services)
{
    if (services == m_rows) {
        return;
    }
    beginResetModel();
    m_rows = std::move(services);
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
    const ServiceReach &row = m_rows[static_cast<std::size_t>(index.row())];
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
