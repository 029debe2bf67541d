using BackupConsole.Kubernetes.Informers;

namespace BackupConsole.Kubernetes.Tests.Informers;

public sealed class InformerScopeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Scopes_are_equal_whatever_order_their_namespaces_were_named_in()
    {
        Assert.Equal(InformerScope.Of("a", "b"), InformerScope.Of("b", "a", "b"));
        Assert.Equal(InformerScope.Of("a", "b").GetHashCode(), InformerScope.Of("b", "a").GetHashCode());
        Assert.NotEqual(InformerScope.Of("a"), InformerScope.Of("A"));
        Assert.NotEqual(InformerScope.All, InformerScope.Of("a"));
    }

    [Fact]
    public void More_than_twenty_namespaces_are_refused_with_words()
    {
        Assert.Equal(20, InformerScope.Of(Enumerable.Range(0, 20).Select(i => $"ns-{i}")).Namespaces.Length);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => InformerScope.Of(Enumerable.Range(0, 21).Select(i => $"ns-{i}")));
        Assert.Contains("at most 20", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => InformerScope.Of());
        Assert.Throws<ArgumentException>(() => InformerScope.Of(" "));
    }

    [Fact]
    public void A_kind_outside_namespaces_can_only_be_looked_at_as_a_whole()
    {
        ModelServer server = new() { Kind = TestRow.Kind with { Namespaced = false } };
        Assert.Throws<ArgumentException>(() => new InformerHarness(InformerScope.Of("a"), server));
    }

    [Theory]
    [InlineData(InformerPhase.Live, InformerPhase.Syncing, InformerPhase.Syncing)]
    [InlineData(InformerPhase.Live, InformerPhase.Stale, InformerPhase.Stale)]
    [InlineData(InformerPhase.Stale, InformerPhase.Syncing, InformerPhase.Syncing)]
    [InlineData(InformerPhase.Live, InformerPhase.Forbidden, InformerPhase.Live)]
    [InlineData(InformerPhase.Forbidden, InformerPhase.NotInstalled, InformerPhase.Forbidden)]
    public void The_state_of_several_scopes_is_that_of_the_one_that_matters(InformerPhase first, InformerPhase second, InformerPhase expected)
    {
        Assert.Equal(expected, InformerState.Of([Scope(first, 1), Scope(second, 2)]).Phase);
        Assert.Equal(expected, InformerState.Of([Scope(second, 2), Scope(first, 1)]).Phase);
    }

    [Fact]
    public void Since_and_data_as_of_are_the_oldest_of_the_deciding_scopes()
    {
        InformerState state = InformerState.Of([Scope(InformerPhase.Live, 0), Scope(InformerPhase.Stale, 3), Scope(InformerPhase.Stale, 2)]);
        Assert.Equal(Noon.AddMinutes(2), state.Since);
        Assert.Equal(Noon.AddMinutes(1), state.DataAsOf);
        Assert.Equal(5, state.Received);
        Assert.Equal("problem 3", state.Problem!.Message);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => new InformerHarness(options: new InformerOptions { BatchSize = 0 }));
        Assert.Equal("BatchSize", refused.ParamName);
    }

    private static ScopeState Scope(InformerPhase phase, int minute) => new(
        $"ns-{minute}",
        phase,
        Noon.AddMinutes(minute),
        minute,
        new InformerProblem(InformerProblemKind.Unreachable, $"problem {minute}"),
        phase == InformerPhase.Stale ? Noon.AddMinutes(minute - 1) : null);
}
