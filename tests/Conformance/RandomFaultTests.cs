using BackupConsole.Testing.ApiServer;

namespace BackupConsole.Conformance;

public sealed class RandomFaultTests(ConformanceServer server) : InformerTest(server)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_happens_in_whatever_order_an_informer_ends_equal_to_a_fresh_list(int seed)
    {
        Random random = new(seed);
        HashSet<string> present = [];
        Observed observed = await ObserveLiveAsync();
        for (int step = 0; step < 80; step++)
        {
            await ChangeAsync(random, present, step);
            if (random.Next(8) == 0)
            {
                Break(random);
            }
        }

        await EqualsAFreshListAsync(observed);
        Assert.Equal(present.Order(StringComparer.Ordinal), observed.Rows.Select(row => row.Name));
        Assert.Equal(0, observed.Snapshot.MalformedCount);
    }

    private async Task ChangeAsync(Random random, HashSet<string> present, int step)
    {
        string? chosen = present.Count == 0 ? null : present.ElementAt(random.Next(present.Count));
        switch (random.Next(4))
        {
            case 0 when chosen is not null:
                await DeleteSessionAsync(chosen);
                present.Remove(chosen);
                if (random.Next(2) == 0)
                {
                    // The same name again: another object.
                    await CreateSessionAsync(chosen);
                    present.Add(chosen);
                }

                break;
            case 1 when chosen is not null:
                await SetPhaseAsync(chosen, random.Next(2) == 0 ? "Running" : "Failed");
                break;
            default:
                await CreateSessionAsync($"s-{step:d3}");
                present.Add($"s-{step:d3}");
                break;
        }
    }

    private void Break(Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                Proxy.CutStreamsMidLine();
                break;
            case 1:
                Proxy.ExpireStreams();
                break;
            case 2:
                Proxy.EndStreams();
                break;
            case 3:
                Proxy.RepeatEvents();
                break;
            default:
                Proxy.Answer(request => request.IsWatch || request.IsList, new ScriptedAnswer(random.Next(2) == 0 ? 410 : 503), 1);
                Proxy.CutStreamsMidLine();
                break;
        }
    }
}
