using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.SampleData;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.Tests.SampleData;

/// <summary>The start data at moments at which schedules stand differently.</summary>
internal static class Data
{
    private const string Ordinary = "2026-11-20T14:07:31Z";

    private static readonly ConcurrentDictionary<string, Lazy<SampleCluster>> Shared = new(StringComparer.Ordinal);

    /// <summary>Moments to look at: an ordinary one, one while the nightly backup runs, the first of a year, and one with a leap day behind it.</summary>
    public static TheoryData<string> Moments => [Ordinary, "2026-11-20T02:08:00Z", "2027-01-01T00:00:00Z", "2028-03-05T23:59:59.75Z"];

    public static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

    /// <summary>A company of one's own, such as loading needs, which changes the objects.</summary>
    public static SampleCluster Fresh(string moment = Ordinary, int seed = 1, int extra = 0) =>
        SampleCompany.Generate(new SampleDataOptions { Now = At(moment), Seed = seed, ExtraSessions = extra });

    /// <summary>The company at a moment, to be looked at only.</summary>
    public static SampleCluster Company(string moment = Ordinary) => Shared.GetOrAdd(moment, at => new Lazy<SampleCluster>(() => Fresh(at))).Value;

    /// <summary>The objects of a kind.</summary>
    public static IReadOnlyList<SampleObject> Of(this SampleCluster cluster, ResourceKind kind) => [.. cluster.Objects.Where(entry => entry.Kind == kind)];

    /// <summary>An object that must be there.</summary>
    public static SampleObject The(this SampleCluster cluster, ResourceKind kind, string ns, string name) => cluster.Objects.Single(entry => entry.Kind == kind && entry.Key == new ObjectKey(ns, name));

    /// <summary>The conditions of a status by type.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Conditions(this SampleObject entry) => entry.Status.Objects("conditions").ToDictionary(condition => condition.TextOrEmpty("type"));
}
