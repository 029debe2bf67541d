using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Api;

/// <summary>Whole objects of one page of a list.</summary>
/// <param name="Items">The objects, each with its apiVersion and kind.</param>
/// <param name="Metadata">Version and continuation of the list.</param>
public sealed record ObjectList(ImmutableArray<JsonObject> Items, ListMetadata Metadata);

/// <summary><c>metadata</c> of a list.</summary>
/// <param name="ResourceVersion">Version a watch may start from; opaque.</param>
/// <param name="Continue">Where the next page starts; <c>null</c> on the last.</param>
/// <param name="RemainingItemCount">How many objects follow; <c>null</c> when the server does not say.</param>
public sealed record ListMetadata(string ResourceVersion, string? Continue, long? RemainingItemCount);

/// <summary>An object that could not be read into its row.</summary>
/// <param name="Key">Which object; the name is empty when even that could not be read.</param>
/// <param name="Error">Why.</param>
public sealed record MalformedObject(ObjectKey Key, string Error);

/// <summary>One object of a streamed list or watch: its row, or why there is none.</summary>
/// <typeparam name="T">The row record.</typeparam>
/// <param name="Row">The row; <c>null</c> when the object is malformed.</param>
/// <param name="Malformed">What is wrong; <c>null</c> when there is a row.</param>
public readonly record struct ReadResult<T>(T? Row, MalformedObject? Malformed)
    where T : class, IRow
{
    /// <summary>Which object this is about.</summary>
    public ObjectKey Key => Row?.Key ?? Malformed!.Key;
}

/// <summary>What a watch says happened.</summary>
public enum WatchEventType
{
    /// <summary>The object is new to the watcher.</summary>
    Added,

    /// <summary>The object changed.</summary>
    Modified,

    /// <summary>The object is gone, or no longer selected.</summary>
    Deleted,

    /// <summary>Only the version moved on.</summary>
    Bookmark,
}

/// <summary>One line of a watch. An in-stream <c>ERROR</c> is thrown as <see cref="ApiStatusException"/> instead.</summary>
/// <typeparam name="T">The row record.</typeparam>
/// <param name="Type">What happened.</param>
/// <param name="Content">The object; meaningless for a bookmark.</param>
/// <param name="ResourceVersion">Version to resume from after this event.</param>
/// <param name="EndsInitialEvents">Whether this bookmark ends the initial events of a streaming list.</param>
public readonly record struct WatchEvent<T>(WatchEventType Type, ReadResult<T> Content, string ResourceVersion, bool EndsInitialEvents)
    where T : class, IRow;

/// <summary>What an access review is about.</summary>
/// <param name="Verb"><c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c> ...</param>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">Namespace; <c>null</c> means all of them, or a cluster-scoped kind.</param>
/// <param name="Name">Object name; <c>null</c> means any.</param>
/// <param name="Subresource">Such as <c>log</c>; <c>null</c> for the object itself.</param>
public sealed record AccessRequest(string Verb, ResourceKind Kind, string? Namespace = null, string? Name = null, string? Subresource = null);

/// <summary>The server's answer to an access review.</summary>
/// <param name="Allowed">Whether it may be done.</param>
/// <param name="Reason">The server's words; often empty.</param>
public sealed record AccessDecision(bool Allowed, string Reason);

/// <summary>One rule of a rules review.</summary>
/// <param name="Verbs">Verbs, or <c>*</c>.</param>
/// <param name="Groups">API groups, or <c>*</c>.</param>
/// <param name="Resources">Plurals, <c>plural/subresource</c>, or <c>*</c>.</param>
/// <param name="ResourceNames">Object names; empty means all.</param>
public sealed record AccessRule(
    ImmutableArray<string> Verbs,
    ImmutableArray<string> Groups,
    ImmutableArray<string> Resources,
    ImmutableArray<string> ResourceNames);

/// <summary>What the user may do in one namespace.</summary>
/// <param name="Rules">The rules that apply.</param>
/// <param name="Incomplete">Whether the server could not list them all.</param>
public sealed record AccessRules(ImmutableArray<AccessRule> Rules, bool Incomplete);

/// <summary>Who the API server takes the user for.</summary>
/// <param name="Name">User name; empty when the server cannot tell (before 1.28 there is no review to ask).</param>
/// <param name="Groups">Groups.</param>
public sealed record UserIdentity(string Name, ImmutableArray<string> Groups);

/// <summary>A kind the server serves, with what may be asked of it.</summary>
/// <param name="Kind">The kind in the version the server prefers.</param>
/// <param name="Verbs">Verbs the resource supports.</param>
/// <param name="ShortNames">Short names for command lines.</param>
/// <param name="Subresources">Such as <c>status</c>.</param>
public sealed record ApiResource(
    ResourceKind Kind,
    ImmutableArray<string> Verbs,
    ImmutableArray<string> ShortNames,
    ImmutableArray<string> Subresources);

/// <summary>What a server serves.</summary>
/// <param name="Resources">Every kind, once per group and version served.</param>
/// <param name="FailedGroups">Groups and versions that could not be asked, with the reason; an aggregated API that is down is one.</param>
public sealed record ApiDiscovery(ImmutableArray<ApiResource> Resources, ImmutableArray<(string GroupVersion, string Error)> FailedGroups);

/// <summary>A list as the server would print it (<c>Table</c> of meta.k8s.io/v1).</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">Cells in the order of the columns.</param>
/// <param name="Metadata">Version and continuation of the list.</param>
public sealed record ObjectTable(ImmutableArray<TableColumn> Columns, ImmutableArray<TableRow> Rows, ListMetadata Metadata);

/// <summary>A printer column.</summary>
/// <param name="Name">Heading.</param>
/// <param name="Type">OpenAPI type.</param>
/// <param name="Format">OpenAPI format, such as <c>name</c>; empty when none.</param>
/// <param name="Priority">0 is always shown; more is shown when there is room.</param>
public sealed record TableColumn(string Name, string Type, string Format, int Priority);

/// <summary>One printed row.</summary>
/// <param name="Key">The object it is about.</param>
/// <param name="Cells">Cells in the order of the columns.</param>
public sealed record TableRow(ObjectKey Key, ImmutableArray<JsonNode?> Cells);

/// <summary>What <c>/version</c> says.</summary>
/// <param name="Major">Such as 1.</param>
/// <param name="Minor">Such as 31; a trailing plus sign is dropped.</param>
/// <param name="GitVersion">Such as <c>v1.31.2</c>.</param>
/// <param name="Platform">Such as <c>linux/amd64</c>.</param>
public sealed record ServerVersion(int Major, int Minor, string GitVersion, string Platform)
{
    /// <summary>Whether the server is at least of this version.</summary>
    public bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);
}
